import type { EdmType } from '../../nodes/literal.js'
import { classOf } from '../type-class.js'

/** An operator between two values that are not null. */
export interface ArithmeticDefinition {
  /** The type of the result, or undefined where the operator does not take these operands. */
  result(left: EdmType, right: EdmType): EdmType | undefined
  /** The result in numbers (milliseconds for instants and durations); null where there is none. */
  compute(left: number, right: number, type: EdmType): number | null
}

const RANKS: readonly EdmType[] = [
  'Edm.Byte',
  'Edm.Int16',
  'Edm.Int32',
  'Edm.Int64',
  'Edm.Decimal',
  'Edm.Single',
  'Edm.Double',
]

/** The wider of two number types, undefined where one is no number. */
export function widerNumber(left: EdmType, right: EdmType): EdmType | undefined {
  if (left === 'Edm.Null' || left === 'Edm.Untyped') return numberOr(right)
  if (right === 'Edm.Null' || right === 'Edm.Untyped') return numberOr(left)
  const rank = Math.max(RANKS.indexOf(left), RANKS.indexOf(right))
  return RANKS.includes(left) && RANKS.includes(right) ? RANKS[rank] : undefined
}

function numberOr(type: EdmType): EdmType | undefined {
  if (type === 'Edm.Null' || type === 'Edm.Untyped') return 'Edm.Double'
  return RANKS.includes(type) ? type : undefined
}

/** Whether values of a type have no fraction. */
export function isWhole(type: EdmType): boolean {
  return RANKS.indexOf(type) <= RANKS.indexOf('Edm.Int64')
}

/** Instants and durations: what `add` and `sub` make of them. */
export function shiftedType(left: EdmType, right: EdmType): EdmType | undefined {
  if (classOf(right) !== 'duration') return undefined
  return ['instant', 'time', 'duration'].includes(classOf(left)) ? left : undefined
}
