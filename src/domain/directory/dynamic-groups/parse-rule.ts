import { deviceRuleProperty } from './device-rule-properties.js'
import { parseOperator, parseValue } from './parse-comparison.js'
import type { Condition, Quantified, Rule } from './rule.js'
import { RuleCursor } from './rule-cursor.js'
import { ruleFault } from './rule-fault.js'
import { ITEMS, type PropertyKind } from './rule-properties.js'
import { ruleTokens } from './rule-tokens.js'
import { userRuleProperty } from './user-rule-properties.js'

/** Of what kind a property is, by the name that it has where a condition stands. */
type Scope = (subject: string) => PropertyKind

const REPORTS = /^\s*direct\s+reports\s+for\s+["']([0-9a-f-]{36})["']\s*$/i
/** So deep that nobody writes it by hand, and shallow enough for the stack. */
const DEEPEST = 100

/**
 * Reads a membership rule (Microsoft Entra: Dynamic membership rules for groups). Throws `wrongMembershipRule` with the `fault` and where it is.
 */
export function parseRule(text: string): Rule {
  const manager = REPORTS.exec(text)?.[1]
  if (manager !== undefined) return { kind: 'directReports', object: 'user', managerId: manager.toLowerCase() }
  const cursor = new RuleCursor(ruleTokens(text))
  const objects = new Set<string>()
  const condition = parseOr(cursor, (subject) => objectProperty(subject, objects), 0)
  if (cursor.next) throw ruleFault('syntax', { near: cursor.next.text })
  return { kind: 'condition', object: objects.has('device') ? 'device' : 'user', condition }
}

/** Rules are about users or about devices, never about both: `objects` gathers which. */
function objectProperty(subject: string, objects: Set<string>): PropertyKind {
  const [, object = '', name = ''] = /^(user|device)\.(\w+)$/.exec(subject) ?? []
  objects.add(object)
  if (object === '' || objects.size > 1) throw ruleFault('object', { subject })
  const property = object === 'device' ? deviceRuleProperty(name) : userRuleProperty(name)
  if (!property) throw ruleFault('property', { property: name, object: object === 'device' ? 'Device' : 'User' })
  return property.kind
}

function itemScope(kind: PropertyKind): Scope {
  const items = ITEMS[kind]
  return (subject) => {
    if (!items) {
      if (subject !== '_') throw ruleFault('property', { property: subject, object: 'String' })
      return 'text'
    }
    const [of = '', name = ''] = subject.split('.')
    if (of !== items.of || !items.names.includes(name))
      throw ruleFault('property', { property: name, object: items.of })
    return 'text'
  }
}

function parseOr(cursor: RuleCursor, scope: Scope, depth: number): Condition {
  const conditions = [parseAnd(cursor, scope, depth)]
  while (cursor.takeWord('or')) conditions.push(parseAnd(cursor, scope, depth))
  return combined('or', conditions)
}

function parseAnd(cursor: RuleCursor, scope: Scope, depth: number): Condition {
  const conditions = [parseNot(cursor, scope, depth)]
  while (cursor.takeWord('and')) conditions.push(parseNot(cursor, scope, depth))
  return combined('and', conditions)
}

function combined(kind: 'and' | 'or', conditions: readonly Condition[]): Condition {
  const [only] = conditions
  return conditions.length === 1 && only ? only : { kind, conditions }
}

function parseNot(cursor: RuleCursor, scope: Scope, depth: number): Condition {
  if (depth > DEEPEST) throw ruleFault('syntax', { near: cursor.next?.text ?? 'the end of the rule' })
  if (cursor.takeWord('not')) {
    return { kind: 'not', condition: parseNot(cursor, scope, depth + 1) }
  }
  if (!cursor.takeIf('(')) return parsePredicate(cursor, scope, depth)
  const condition = parseOr(cursor, scope, depth + 1)
  cursor.require(')')
  return condition
}

function parsePredicate(cursor: RuleCursor, scope: Scope, depth: number): Condition {
  const subject = cursor.require('word').text.toLowerCase()
  const kind = scope(subject)
  for (const quantifier of ['any', 'all'] as const) {
    if (cursor.takeWord(quantifier)) return parseQuantified(cursor, quantifier, { subject, kind, depth })
  }
  const operator = parseOperator(cursor, kind)
  return { kind: 'comparison', subject, operator, value: parseValue(cursor, operator, kind) }
}

function parseQuantified(
  cursor: RuleCursor,
  quantifier: Quantified['kind'],
  { subject, kind, depth }: { subject: string; kind: PropertyKind; depth: number },
): Condition {
  if (kind !== 'texts' && !ITEMS[kind]) throw ruleFault('operands', { operator: quantifier })
  cursor.require('(')
  const condition = parseOr(cursor, itemScope(kind), depth + 1)
  cursor.require(')')
  return { kind: quantifier, subject, condition }
}
