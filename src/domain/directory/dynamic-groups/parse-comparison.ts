import { parseInstant } from '../../../kernel/instant.js'
import { type Moment, OPERATORS, type Operator, type Value } from './rule.js'
import type { RuleCursor } from './rule-cursor.js'
import { ruleFault } from './rule-fault.js'
import type { PropertyKind } from './rule-properties.js'
import type { Token } from './rule-tokens.js'

const BY_NAME: ReadonlyMap<string, Operator> = new Map(OPERATORS.map((operator) => [operator.toLowerCase(), operator]))

/** Operators that fit kinds of properties; what is not here fits none, and is asked of items with `-any` and `-all`. */
const FITTING: Readonly<Record<PropertyKind, readonly Operator[]>> = {
  text: OPERATORS.filter((operator) => operator !== 'ge' && operator !== 'le'),
  texts: OPERATORS.filter((operator) => operator !== 'ge' && operator !== 'le'),
  boolean: ['eq', 'ne'],
  date: ['eq', 'ne', 'ge', 'le'],
  plans: [],
  groups: [],
}

const LISTING: readonly Operator[] = ['in', 'notIn']
const MATCHING: readonly Operator[] = ['match', 'notMatch']
const DAY = 86_400_000
/** A repetition of what repeats itself: such patterns may search for longer than anybody waits. */
const ENDLESS = /\([^()]*[*+}][^()]*\)[*+{]/

/** The operator that comes next. Throws `wrongMembershipRule` when there is none, or none that fits. */
export function parseOperator(cursor: RuleCursor, kind: PropertyKind): Operator {
  const { text } = cursor.take()
  const operator = BY_NAME.get(text.toLowerCase())
  if (operator === undefined) throw ruleFault('operator', { operator: text })
  if (!FITTING[kind].includes(operator)) throw ruleFault('operands', { operator })
  return operator
}

/** The value beside an operator. Throws `wrongMembershipRule` when it does not fit operator and property. */
export function parseValue(cursor: RuleCursor, operator: Operator, kind: PropertyKind): Value {
  if (LISTING.includes(operator)) return parseList(cursor)
  const token = cursor.take()
  const fault = ruleFault('operands', { operator })
  if (token.kind === 'word' && token.text.toLowerCase() === 'null') {
    if (operator !== 'eq' && operator !== 'ne') throw fault
    return null
  }
  if (kind === 'boolean') return booleanOf(token) ?? refuse(fault)
  if (kind === 'date') return momentOf(cursor, token) ?? refuse(fault)
  if (token.kind !== 'text' && token.kind !== 'number' && booleanOf(token) === undefined) throw fault
  return MATCHING.includes(operator) ? (patternOf(token.text) ?? refuse(fault)) : token.text
}

function refuse(fault: Error): never {
  throw fault
}

function parseList(cursor: RuleCursor): readonly string[] {
  cursor.require('[')
  const values: string[] = []
  do values.push(cursor.require('text').text)
  while (cursor.takeIf(','))
  cursor.require(']')
  return values
}

function booleanOf({ kind, text }: Token): boolean | undefined {
  const word = text.toLowerCase()
  return (kind === 'word' || kind === 'text') && (word === 'true' || word === 'false') ? word === 'true' : undefined
}

function patternOf(text: string): RegExp | undefined {
  if (ENDLESS.test(text)) return undefined
  try {
    return new RegExp(text, 'i')
  } catch {
    return undefined
  }
}

function momentOf(cursor: RuleCursor, token: Token): Moment | undefined {
  if (token.kind === 'text') {
    const milliseconds = parseInstant(token.text)
    return milliseconds === undefined ? undefined : { fromNow: false, milliseconds }
  }
  if (token.kind !== 'word' || token.text.toLowerCase() !== 'system.now') return undefined
  const sign = cursor.takeWord('plus') ? 1 : cursor.takeWord('minus') ? -1 : 0
  if (sign === 0) return { fromNow: true, milliseconds: 0 }
  const days = /^p(\d{1,5})d$/i.exec(cursor.take().text)?.[1]
  return days === undefined ? undefined : { fromNow: true, milliseconds: sign * Number(days) * DAY }
}
