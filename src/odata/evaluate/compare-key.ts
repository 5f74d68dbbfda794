import type { Dialect } from '../dialect.js'
import type { Compiled, Evaluate } from './compiled.js'
import { classOf, type TypeClass } from './type-class.js'

/** How two values are brought to forms that `===` and `<` compare. */
export type KeyForm = 'plain' | 'text' | 'guid' | 'untyped'

/** The form in which two classes compare, or undefined where they do not. */
export function keyFormOf(left: TypeClass, right: TypeClass, dialect: Dialect): KeyForm | undefined {
  if (left === 'null') return ownForm(right)
  if (right === 'null') return ownForm(left)
  if (left === 'structured' || right === 'structured') return undefined
  if (left === right) return ownForm(left)
  if (left === 'untyped' || right === 'untyped') return 'untyped'
  const pair = new Set([left, right])
  if (!pair.has('string')) return undefined
  if (pair.has('guid')) return dialect.looseGuids ? 'guid' : undefined
  return pair.has('enum') || pair.has('binary') ? 'plain' : undefined
}

function ownForm(type: TypeClass): KeyForm {
  if (type === 'string') return 'text'
  return type === 'guid' || type === 'untyped' ? type : 'plain'
}

/** Computes the key of a part; a constant's is made once. */
export function keyOf(part: Compiled, form: KeyForm, dialect: Dialect): Evaluate {
  if (form === 'plain' || (form === 'guid' && classOf(part.type) === 'guid')) return part.evaluate
  const toKey = keyMaker(form, dialect)
  if (part.constant) {
    const key = toKey(part.constant.value)
    return () => key
  }
  return (row, variables) => toKey(part.evaluate(row, variables))
}

/** Makes what turns values into keys that compare as the values do: strings folded where the dialect ignores case. */
export function keyMaker(form: KeyForm, dialect: Dialect): (value: unknown) => unknown {
  if (form === 'plain') return (value) => value
  if (form === 'guid') return (value) => (typeof value === 'string' ? value.toLowerCase() : value)
  return (value) => (typeof value === 'string' ? dialect.fold(value) : value)
}
