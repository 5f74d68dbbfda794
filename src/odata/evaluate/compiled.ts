import type { EntityType, PropertyIndex } from '../model.js'
import type { EdmType } from '../nodes/literal.js'

/** A plain value while a row is tested; instants, times and durations are milliseconds. */
export type Scalar = null | boolean | number | string

/**
 * Computes a part of an expression for a row: a `Scalar`, a row or complex value, or for collections an iterable of them.
 * `variables` holds the items that the open lambdas stand at.
 */
export type Evaluate = (row: unknown, variables: unknown[]) => unknown

/** A part of an expression, checked and ready to run. */
export interface Compiled {
  readonly type: EdmType
  readonly collection: boolean
  readonly evaluate: Evaluate
  /** The value where it is the same for every row. */
  readonly constant?: { readonly value: Scalar }
  /** Of a complex value or entity: its type. */
  readonly structure?: EntityType
  /** How messages call it: a property's name. */
  readonly name: string
  /** Offset of the node in the text. */
  readonly position: number
  /** It is part of the row itself, not of another one reached by navigation: the source's indexes apply. */
  readonly inRow: boolean
  readonly index?: PropertyIndex
}

/** A computed part: the result of an operator or function. */
export function computed(type: EdmType, evaluate: Evaluate, name: string, position: number): Compiled {
  return { type, collection: false, evaluate, name, position, inRow: false }
}

/** A part of an expression that is the same for every row. */
export function constant(type: EdmType, value: Scalar, position: number): Compiled {
  return { ...computed(type, () => value, String(value), position), constant: { value } }
}

/** How messages call a part's type. */
export function typeName(part: Compiled): string {
  const name = part.structure?.name ?? part.type
  return part.collection ? `Collection(${name})` : name
}
