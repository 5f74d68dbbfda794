import type { Expression, Lambda, Path } from './nodes/expression.js'
import type { Literal } from './nodes/literal.js'

/** One use of a property (or of a function of the service) in a filter. */
export interface Use {
  /**
   * Names from the row to the property, lambda variables resolved: `assignedLicenses/any(l:l/skuId eq 1)` uses
   * `['assignedLicenses', 'skuId']`. Casts are left out. Empty for a named function and for `$it` itself.
   */
  readonly path: readonly string[]
  /** How many names of `path` lead to the collection of the innermost lambda; 0 outside of one. */
  readonly lambdaAt: number
  readonly lambda: 'any' | 'all' | undefined
  /** The path ends in `/$count`. */
  readonly count: boolean
  /** Type names of casts on the way. */
  readonly casts: readonly string[]
  /**
   * What is done with it: a comparison operator, `in`, a function (`startswith`, or the qualified name of a service's
   * function), `any` or `all` for a lambda without predicate, or `value` where it stands alone as a yes or no.
   */
  readonly operator: string
  /** Functions and arithmetic between the property and the operator, outermost first: `['tolower']`. */
  readonly through: readonly string[]
  /** The constants it is compared with. */
  readonly operands: readonly Literal[]
  /** It stands under an odd number of `not`. */
  readonly negated: boolean
  readonly position: number
}

/** Every use of a property in a filter, from left to right. A comparison of two properties gives two uses. */
export function collectUses(filter: Expression): readonly Use[] {
  const uses: Use[] = []
  collectPredicate(filter, { uses, negated: false, variables: new Map(), lambda: undefined, lambdaAt: 0 })
  return uses
}

interface Place {
  readonly uses: Use[]
  readonly negated: boolean
  /** Where the variable of each open lambda stands. */
  readonly variables: ReadonlyMap<string, Trail>
  readonly lambda: Use['lambda']
  readonly lambdaAt: number
}

type Trail = Pick<Use, 'path' | 'casts' | 'count'>

function collectPredicate(node: Expression, place: Place): void {
  switch (node.kind) {
    case 'logical':
      for (const operand of node.operands) collectPredicate(operand, place)
      return
    case 'not':
      collectPredicate(node.operand, { ...place, negated: !place.negated })
      return
    case 'lambda':
      collectLambda(node, place)
      return
    case 'comparison':
      collectOperands(node.operator, [node.left, node.right], place)
      return
    case 'in':
      collectOperands('in', [node.operand, node.list], place)
      return
    case 'call':
      collectOperands(node.name, node.arguments, place)
      return
    case 'namedCall':
      collectNamedCall(node, place)
      return
    default:
      collectValue(node, { operator: 'value', operands: [], through: [] }, place)
  }
}

function collectNamedCall(node: Extract<Expression, { kind: 'namedCall' }>, place: Place): void {
  const { name: operator, position } = node
  const operands = node.arguments.flatMap((argument) => literalsOf(argument.value))
  const { lambda, lambdaAt, negated } = place
  const nowhere = { path: [], casts: [], count: false, through: [] }
  place.uses.push({ ...nowhere, lambda, lambdaAt, operator, operands, negated, position })
}

function collectLambda(node: Lambda, place: Place): void {
  const trail = trailOf(node.path, place)
  const { quantifier: lambda, variable, predicate } = node
  const lambdaAt = trail.path.length
  if (!predicate || variable === undefined) {
    const { negated } = place
    place.uses.push({
      ...trail,
      lambda,
      lambdaAt,
      operator: lambda,
      through: [],
      operands: [],
      negated,
      position: node.path.position,
    })
    return
  }
  const variables = new Map(place.variables).set(variable, trail)
  collectPredicate(predicate, { ...place, variables, lambda, lambdaAt })
}

type Doing = Pick<Use, 'operator' | 'operands' | 'through'>

function collectOperands(operator: string, operands: readonly Expression[], place: Place): void {
  const literals = operands.flatMap(literalsOf)
  for (const operand of operands) collectValue(operand, { operator, operands: literals, through: [] }, place)
}

function collectValue(node: Expression, doing: Doing, place: Place): void {
  const inside = (word: string): Doing => ({ ...doing, through: [...doing.through, word] })
  switch (node.kind) {
    case 'path': {
      const { lambda, lambdaAt, negated } = place
      place.uses.push({ ...trailOf(node, place), ...doing, lambda, lambdaAt, negated, position: node.position })
      return
    }
    case 'call':
      for (const argument of node.arguments) collectValue(argument, inside(node.name), place)
      return
    case 'arithmetic':
      for (const operand of [node.left, node.right]) collectValue(operand, inside(node.operator), place)
      return
    case 'negation':
      collectValue(node.operand, inside('negate'), place)
      return
    case 'list':
      for (const item of node.items) collectValue(item, doing, place)
      return
    case 'literal':
    case 'json':
    case 'alias':
      return
    default:
      collectPredicate(node, place)
  }
}

function trailOf(path: Path, place: Place): Trail {
  const start = path.variable === undefined ? undefined : place.variables.get(path.variable)
  const names = (kind: 'member' | 'cast') =>
    path.segments.filter((segment) => segment.kind === kind).map((segment) => segment.name)
  return {
    path: [...(start?.path ?? []), ...names('member')],
    casts: [...(start?.casts ?? []), ...names('cast')],
    count: path.segments.at(-1)?.kind === 'count',
  }
}

function literalsOf(node: Expression): readonly Literal[] {
  if (node.kind === 'literal') return [node]
  return node.kind === 'list' ? node.items.flatMap(literalsOf) : []
}
