import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader, Transaction } from '../access.js'
import { refuseMoreThan } from './most-values.js'
import { findSecurityAttribute } from './security-attribute-definitions.js'
import type {
  SecurityAttributeDefinition,
  SecurityAttributeValue,
  SecurityAttributeValues,
} from './security-attribute-rows.js'
import { securityAttributes } from './security-attribute-tables.js'

/** How many values one object can have, and how long a text is at most (Microsoft Entra: limits of custom security attributes). */
const MOST_VALUES = 50
const LONGEST_VALUE = 64
/** What says that an object holds values of an attribute set. */
const VALUE_TYPE = '#microsoft.directoryservices.customsecurityattributevalue'

type Given = Readonly<Record<string, unknown>>

/** The values that an object has, by set and name; undefined for none. */
export function securityAttributesOf(reader: Reader, objectId: string): SecurityAttributeValues | undefined {
  return reader.table(securityAttributes).get(objectId)?.values
}

/** Takes away the values of an object that is gone for good. */
export function purgeSecurityAttributes(transaction: Transaction, objectId: string): void {
  if (transaction.table(securityAttributes).has(objectId)) transaction.remove(securityAttributes, objectId)
}

/**
 * Assigns values to a user or a service principal: those that are not mentioned stay, null and empty lists take away
 * (Microsoft Graph: Manage custom security attribute assignments). Throws `invalidValue` naming what is wrong,
 * `tooManyValues`.
 */
export function assignSecurityAttributes(
  transaction: Transaction,
  objectId: string,
  resource: string,
  given: unknown,
): void {
  const invalid = (path: string) => new DomainError('invalidValue', { property: path, resource })
  if (!isObject(given)) throw invalid('customSecurityAttributes')
  const next = new Map(Object.entries(securityAttributesOf(transaction, objectId) ?? {}))
  for (const [setName, changes] of Object.entries(given)) {
    if (setName.includes('@')) continue
    const path = `customSecurityAttributes/${setName}`
    if (!isObject(changes) || fold(String(changes['@odata.type'])) !== VALUE_TYPE) throw invalid(path)
    for (const name of Object.keys(changes)) {
      if (name.includes('@')) continue
      const definition = findSecurityAttribute(transaction, `${setName}_${name}`)
      if (!definition) throw invalid(`${path}/${name}`)
      const value = newValue(definition, changes, name, next.get(definition.attributeSet)?.[definition.name])
      if (value === 'wrong') throw invalid(`${path}/${name}`)
      setValue(next, definition, value.value)
    }
  }
  keep(transaction, objectId, Object.fromEntries(next))
}

function isObject(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value that a change gives an attribute, undefined to take it away; `wrong` for what it cannot have. */
function newValue(
  definition: SecurityAttributeDefinition,
  changes: Given,
  name: string,
  before: SecurityAttributeValue | undefined,
): { readonly value: SecurityAttributeValue | undefined } | 'wrong' {
  const given = changes[name]
  if (given === null || (Array.isArray(given) && given.length === 0)) return { value: undefined }
  if (definition.status !== 'Available' || !isAnnotated(definition, changes[`${name}@odata.type`])) return 'wrong'
  const items: readonly unknown[] = definition.isCollection && Array.isArray(given) ? given : [given]
  if (definition.isCollection !== Array.isArray(given) || new Set(items).size < items.length) return 'wrong'
  const had: readonly unknown[] = Array.isArray(before) ? before : [before]
  if (!items.every((item) => isPossible(definition, item, had))) return 'wrong'
  return { value: given as SecurityAttributeValue }
}

/** Whole numbers and lists come with their type, which nothing else tells. */
function isAnnotated({ type, isCollection }: SecurityAttributeDefinition, annotation: unknown): boolean {
  const item = type === 'Integer' ? 'Int32' : type
  if (isCollection) return annotation === `#Collection(${item})`
  return type === 'Integer' ? annotation === '#Int32' : annotation === undefined || annotation === `#${item}`
}

/** A predefined value that is active no more can stay with whom has it. */
function isPossible(
  { type, usePreDefinedValuesOnly, allowedValues }: SecurityAttributeDefinition,
  value: unknown,
  had: readonly unknown[],
): boolean {
  const predefined = () =>
    had.includes(value) || allowedValues.some(({ id, isActive }) => isActive && id === String(value))
  if (usePreDefinedValuesOnly && !predefined()) return false
  if (type === 'Boolean') return typeof value === 'boolean'
  if (type === 'Integer') return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_VALUE
}

function setValue(
  values: Map<string, SecurityAttributeValues[string]>,
  { attributeSet, name }: SecurityAttributeDefinition,
  value: SecurityAttributeValue | undefined,
): void {
  const { [name]: _, ...others } = values.get(attributeSet) ?? {}
  const set = value === undefined ? others : { ...others, [name]: value }
  if (Object.keys(set).length === 0) values.delete(attributeSet)
  else values.set(attributeSet, set)
}

function keep(transaction: Transaction, objectId: string, values: SecurityAttributeValues): void {
  const all = Object.values(values).flatMap((set) => Object.values(set).flat())
  refuseMoreThan(MOST_VALUES, all.length)
  const isKnown = transaction.table(securityAttributes).has(objectId)
  if (all.length === 0) purgeSecurityAttributes(transaction, objectId)
  else if (isKnown) transaction.replace(securityAttributes, { objectId, values })
  else transaction.insert(securityAttributes, { objectId, values })
}
