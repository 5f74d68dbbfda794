import { DomainError } from '../../../kernel/errors.js'
import { isGuid } from '../../../kernel/guid.js'
import type { Expression } from '../../../odata/nodes/expression.js'
import { collectUses, type Use } from '../../../odata/uses.js'
import { walk } from '../../../odata/walk.js'
import type { GraphType } from '../model/graph-type.js'
import type { PathData } from '../model/model-data.js'
import { navigationOf } from '../model/navigations.js'
import { checkCompany } from './check-company.js'

const MOST_OPERANDS = 15
const ORDERINGS = new Set(['gt', 'ge', 'lt', 'le'])

/**
 * Holds a filter against what each property takes: operators that always work, those that need an advanced query, and
 * those that work only without one (Microsoft Graph: Advanced query capabilities). Throws `filterUnsupported`,
 * `operatorNeedsAdvanced`, `notEqualsUnsupported`, `tooManyClauses`, `invalidId`.
 */
export function checkFilter<Row>(filter: Expression, type: GraphType<Row>, advanced: boolean): void {
  walk(filter, refuseLongChains)
  const uses = collectUses(filter)
  for (const use of uses) checkUse(use, type, advanced)
  checkCompany(uses, resourceName(type))
}

function refuseLongChains(node: Expression): void {
  const count = node.kind === 'logical' && node.operator === 'or' ? node.operands.length : listLength(node)
  if (count > MOST_OPERANDS) throw new DomainError('tooManyClauses', { count })
}

function listLength(node: Expression): number {
  return node.kind === 'in' && node.list.kind === 'list' ? node.list.items.length : 0
}

function checkUse<Row>(use: Use, type: GraphType<Row>, advanced: boolean): void {
  if (use.operator === 'isof' || use.path.length === 0) return
  const capabilities = capabilitiesOf(use, type)
  // An unknown name is the engine's affair: it words that better.
  if (capabilities === 'unknown') return
  refuseMalformedIds(use, type)
  const operators = operatorsOf(use, type)
  const works = operators.every((operator) => allows(capabilities, operator, advanced))
  if (works) return
  throw objection(use, type, advanced || capabilities === undefined)
}

/** Throws `invalidId` for an object id that cannot be one. */
function refuseMalformedIds<Row>(use: Use, type: GraphType<Row>): void {
  if (use.path.length !== 1 || use.path[0]?.toLowerCase() !== 'id' || !type.property('deletedDateTime')) return
  for (const { value } of use.operands) {
    if (value !== null && !isGuid(String(value))) throw new DomainError('invalidId', { id: value })
  }
}

function capabilitiesOf<Row>(use: Use, type: GraphType<Row>): PathData | undefined | 'unknown' {
  const [name = ''] = use.path
  const property = type.property(name)
  if (!property) return navigationOf(type.name, name) ? type.data.paths?.[pathOf(use, name)] : 'unknown'
  if (use.operator === 'any') return { always: 'any' }
  if (use.path.length === 1 && !use.count && !property.collection) return property.data
  const paths = property.data.paths ?? type.data.paths ?? {}
  const path = pathOf(use, property.name)
  return paths[path] ?? paths[path.replace(/(?<!\d)\d+$/, '*')]
}

function pathOf(use: Use, name: string): string {
  return [name, ...use.path.slice(1)].join('/') + (use.count ? '/$count' : '')
}

/** What a use asks of a property, in the words of the table. */
function operatorsOf<Row>(use: Use, type: GraphType<Row>): readonly string[] {
  if (use.count) return use.operands.map((operand) => String(operand.value))
  const asked = ORDERINGS.has(use.operator) ? orderingOf(use, type) : wordOf(use.operator)
  const negation = use.negated ? ['not'] : []
  const isNull = use.operands.some((operand) => operand.value === null)
  return [...(isNull && (asked === 'eq' || asked === 'ne') ? ['null'] : [asked]), ...negation]
}

/** Resource pages promise comparisons of strings that the table does not know: what takes `eq` takes them. */
function orderingOf<Row>(use: Use, type: GraphType<Row>): string {
  if (type.property(use.path[0] ?? '')?.type === 'Edm.String') return 'eq'
  return use.operator === 'gt' || use.operator === 'ge' ? 'ge' : 'le'
}

function wordOf(operator: string): string {
  if (operator === 'startswith') return 'startsWith'
  return operator === 'endswith' ? 'endsWith' : operator
}

function allows(data: PathData | undefined, operator: string, advanced: boolean): boolean {
  if (!data) return false
  const words = advanced
    ? `${data.always ?? ''} ${data.advanced ?? ''}`
    : `${data.always ?? ''} ${data.plainOnly ?? ''}`
  return words.split(' ').includes(operator)
}

function objection<Row>(use: Use, type: GraphType<Row>, hopeless: boolean): DomainError {
  if (!hopeless && use.operator === 'endswith')
    return new DomainError('operatorNeedsAdvanced', { operator: 'endsWith' })
  if (!hopeless && use.operator === 'ne') return new DomainError('notEqualsUnsupported')
  return new DomainError('filterUnsupported', { property: use.path.join('/'), resource: resourceName(type) })
}

/** `User` for `microsoft.graph.user`. */
export function resourceName<Row>(type: GraphType<Row>): string {
  const name = type.name.slice(type.name.lastIndexOf('.') + 1)
  return name.charAt(0).toUpperCase() + name.slice(1)
}
