import { compile } from '../evaluate/compile.js'
import { lambdaScope } from '../evaluate/compile-lambda.js'
import { namedTest } from '../evaluate/compile-named-call.js'
import type { Compiled } from '../evaluate/compiled.js'
import { literalHead } from '../evaluate/functions/like.js'
import { resolveAlias, type Scope } from '../evaluate/scope.js'
import type { Call, Comparison, Expression, In, Lambda, NamedCall } from '../nodes/expression.js'
import type { JsonValue, Literal } from '../nodes/literal.js'
import { literalOf } from '../nodes/make-literal.js'
import { keyIn } from './index-key.js'

/** Rows among which all matches of a filter are; the filter itself is still tested on each. */
export type Candidates = KeyCandidates | PrefixCandidates | UnionCandidates

export interface KeyCandidates {
  readonly kind: 'keys'
  readonly index: string
  readonly keys: readonly string[]
  /** They are the matches themselves. */
  readonly exact: boolean
}

export interface PrefixCandidates {
  readonly kind: 'prefix'
  readonly index: string
  readonly prefix: string
}

export interface UnionCandidates {
  readonly kind: 'union'
  readonly parts: readonly Candidates[]
}

/** Which indexes the source has: their kind by name. */
export type IndexKinds = (name: string) => 'unique' | 'equality' | 'ordered' | undefined

/** Every way in which indexes narrow a checked filter; each alone is enough. Empty where all rows must be looked at. */
export function candidatesOf(node: Expression, scope: Scope, kinds: IndexKinds): readonly Candidates[] {
  switch (node.kind) {
    case 'logical':
      if (node.operator === 'and') return node.operands.flatMap((operand) => candidatesOf(operand, scope, kinds))
      return unionOf(node.operands.map((operand) => candidatesOf(operand, scope, kinds)))
    case 'comparison':
      return node.operator === 'eq' ? ofEquality(node, scope, kinds) : []
    case 'in':
      return ofIn(node, scope, kinds)
    case 'call':
      return node.name === 'startswith' ? ofPrefix(node, scope, kinds) : []
    case 'lambda':
      return ofLambda(node, scope, kinds)
    case 'namedCall':
      return ofNamedCall(node, scope, kinds)
    default:
      return []
  }
}

/** An `or` is narrowed only if each operand is; of an operand's ways the first is taken. */
function unionOf(operands: readonly (readonly Candidates[])[]): readonly Candidates[] {
  const parts: Candidates[] = []
  for (const [first] of operands) {
    if (!first) return []
    parts.push(first)
  }
  return [{ kind: 'union', parts }]
}

function ofEquality({ left, right }: Comparison, scope: Scope, kinds: IndexKinds): readonly Candidates[] {
  const [path, other] = left.kind === 'path' ? [left, right] : [right, left]
  const value = resolveAlias(other, scope)
  return path.kind === 'path' && value.kind === 'literal' ? ofKeys(compile(path, scope), [value], scope, kinds) : []
}

function ofIn({ operand, list }: In, scope: Scope, kinds: IndexKinds): readonly Candidates[] {
  if (operand.kind !== 'path') return []
  const values = literalsOf(resolveAlias(list, scope), scope)
  return values ? ofKeys(compile(operand, scope), values, scope, kinds) : []
}

function literalsOf(list: Expression, scope: Scope): readonly Literal[] | undefined {
  if (list.kind === 'json' && Array.isArray(list.value)) return jsonLiterals(list.value)
  const items = list.kind === 'list' ? list.items.map((item) => resolveAlias(item, scope)) : []
  const literals = items.filter((item) => item.kind === 'literal')
  return list.kind === 'list' && literals.length === items.length ? literals : undefined
}

function jsonLiterals(values: readonly JsonValue[]): readonly Literal[] | undefined {
  const literals: Literal[] = []
  for (const value of values) {
    if (typeof value === 'object' && value !== null) return undefined
    literals.push(literalOf(value))
  }
  return literals
}

function ofKeys(
  property: Compiled,
  values: readonly Literal[],
  scope: Scope,
  kinds: IndexKinds,
): readonly KeyCandidates[] {
  const { index } = property
  if (!index || !kinds(index.name)) return []
  const keys = new Set<string>()
  for (const value of values) {
    const key = keyIn(index, property.type, value, scope.dialect)
    if (key === undefined) return []
    keys.add(key)
  }
  // Nulls may stand under the empty key, and several items of one row under the keys of a collection.
  const exact = index.key === undefined && scope.variables.size === 0 && !keys.has('')
  return [{ kind: 'keys', index: index.name, keys: [...keys], exact }]
}

function ofPrefix(node: Call, scope: Scope, kinds: IndexKinds): readonly Candidates[] {
  const [path, part] = node.arguments
  if (path?.kind !== 'path' || !part) return []
  const wanted = resolveAlias(part, scope)
  const { index } = compile(path, scope)
  if (!index || index.key || kinds(index.name) !== 'ordered') return []
  if (wanted.kind !== 'literal' || typeof wanted.value !== 'string') return []
  const { dialect } = scope
  const prefix = dialect.fold(dialect.likeWildcards ? literalHead(wanted.value) : wanted.value)
  return prefix === '' ? [] : [{ kind: 'prefix', index: index.name, prefix }]
}

function ofLambda(node: Lambda, scope: Scope, kinds: IndexKinds): readonly Candidates[] {
  if (node.quantifier !== 'any' || !node.predicate || node.variable === undefined) return []
  const inner = lambdaScope(scope, node.variable, compile(node.path, scope))
  return candidatesOf(node.predicate, inner, kinds)
}

function ofNamedCall(node: NamedCall, scope: Scope, kinds: IndexKinds): readonly Candidates[] {
  const { only } = namedTest(node, scope)
  if (!only || scope.type.property(only.property)?.collection !== false) return []
  const part = compile({ kind: 'path', variable: '$it', segments: [segmentOf(only.property)], position: 0 }, scope)
  const values = jsonLiterals(only.values)
  return values ? ofKeys(part, values, scope, kinds).map((found) => ({ ...found, exact: false })) : []
}

function segmentOf(name: string) {
  return { kind: 'member', name, position: 0 } as const
}
