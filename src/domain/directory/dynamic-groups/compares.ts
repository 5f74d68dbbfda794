import { fold } from '../../../kernel/fold.js'
import { parseInstant } from '../../../kernel/instant.js'
import type { Comparison, Moment, Operator, Value } from './rule.js'
import type { PropertyValue } from './rule-properties.js'

/** Operators that say the opposite of another one. */
const OPPOSITES: Readonly<Partial<Record<Operator, Operator>>> = {
  ne: 'eq',
  notStartsWith: 'startsWith',
  notEndsWith: 'endsWith',
  notContains: 'contains',
  notMatch: 'match',
  notIn: 'in',
}

/** Texts are compared without regard to case; both are in lower case here. */
const OF_TEXTS: Readonly<Partial<Record<Operator, (property: string, value: string) => boolean>>> = {
  eq: (property, value) => property === value,
  startsWith: (property, value) => property.startsWith(value),
  endsWith: (property, value) => property.endsWith(value),
  contains: (property, value) => property.includes(value),
}

/** Whether a property stands to the value of a comparison as its operator says. */
export function compares({ operator, value }: Comparison, property: PropertyValue, now: number): boolean {
  const opposite = OPPOSITES[operator]
  return opposite ? !holds(opposite, property, value, now) : holds(operator, property, value, now)
}

function holds(operator: Operator, property: PropertyValue, value: Value, now: number): boolean {
  if (value === null) return isNothing(property)
  if (Array.isArray(property))
    return property.some((item) => typeof item === 'string' && holds(operator, item, value, now))
  if (typeof property === 'boolean') return property === value
  if (typeof property !== 'string') return false
  if (value instanceof RegExp) return value.test(property)
  if (typeof value === 'object')
    return 'fromNow' in value ? isAt(operator, property, value, now) : isAmong(value, property)
  return OF_TEXTS[operator]?.(fold(property), fold(String(value))) ?? false
}

function isNothing(property: PropertyValue): boolean {
  return property === null || property === '' || (Array.isArray(property) && property.length === 0)
}

function isAmong(values: readonly string[], property: string): boolean {
  return values.some((value) => fold(value) === fold(property))
}

function isAt(operator: Operator, property: string, { fromNow, milliseconds }: Moment, now: number): boolean {
  const instant = parseInstant(property)
  if (instant === undefined) return false
  const moment = fromNow ? now + milliseconds : milliseconds
  return operator === 'ge' ? instant >= moment : operator === 'le' ? instant <= moment : instant === moment
}
