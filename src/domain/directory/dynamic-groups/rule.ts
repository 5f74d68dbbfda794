/** What a rule is about: it makes users members, or devices, never both. */
export type RuleObject = 'user' | 'device'

/** A membership rule as it is evaluated (Microsoft Entra: Dynamic membership rules for groups). */
export type Rule =
  | { readonly kind: 'directReports'; readonly object: 'user'; readonly managerId: string }
  | { readonly kind: 'condition'; readonly object: RuleObject; readonly condition: Condition }

export type Condition = Comparison | Quantified | Negation | Combination

/** A property beside a value. */
export interface Comparison {
  readonly kind: 'comparison'
  /** As the rule names it, with what it belongs to: `user.department`, `assignedPlan.service`, `_`. */
  readonly subject: string
  readonly operator: Operator
  readonly value: Value
}

/** A condition that one item, or every item, of a collection has to meet. */
export interface Quantified {
  readonly kind: 'any' | 'all'
  readonly subject: string
  readonly condition: Condition
}

export interface Negation {
  readonly kind: 'not'
  readonly condition: Condition
}

export interface Combination {
  readonly kind: 'and' | 'or'
  readonly conditions: readonly Condition[]
}

export type Value = string | number | boolean | null | readonly string[] | Moment | RegExp

/** A point in time: milliseconds from now, or since the epoch. */
export interface Moment {
  readonly fromNow: boolean
  readonly milliseconds: number
}

export const OPERATORS = [
  'eq',
  'ne',
  'startsWith',
  'notStartsWith',
  'endsWith',
  'notEndsWith',
  'contains',
  'notContains',
  'match',
  'notMatch',
  'in',
  'notIn',
  'ge',
  'le',
] as const

export type Operator = (typeof OPERATORS)[number]
