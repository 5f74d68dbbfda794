import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader, Transaction } from '../access.js'
import { ATTRIBUTE_NAME, getAttributeSet, MOST_ATTRIBUTES } from './attribute-sets.js'
import { refuseMoreThan } from './most-values.js'
import type { AllowedValue, SecurityAttributeDefinition } from './security-attribute-rows.js'
import { securityAttributeDefinitions } from './security-attribute-tables.js'

const MOST_ALLOWED = 100
const LONGEST_DESCRIPTION = 128
const LONGEST_VALUE = 64
const POSSIBLE: Readonly<Partial<Record<keyof SecurityAttributeDefinition, readonly string[]>>> = {
  status: ['Available', 'Deprecated'],
  type: ['Boolean', 'Integer', 'String'],
}

export type NewSecurityAttribute = Omit<SecurityAttributeDefinition, 'id' | 'description' | 'allowedValues'> &
  Partial<Pick<SecurityAttributeDefinition, 'description' | 'allowedValues'>>

/** What can be changed later. `allowedValues` are added to those that are there, or say whether those are active. */
export type SecurityAttributeChanges = Partial<
  Pick<SecurityAttributeDefinition, 'description' | 'status' | 'usePreDefinedValuesOnly' | 'allowedValues'>
>

/** A definition by id, in any case, or undefined. */
export function findSecurityAttribute(reader: Reader, id: string): SecurityAttributeDefinition | undefined {
  return reader.table(securityAttributeDefinitions).get(fold(id))
}

/** A definition by id, in any case. Throws `notFound`. */
export function getSecurityAttribute(reader: Reader, id: string): SecurityAttributeDefinition {
  const definition = findSecurityAttribute(reader, id)
  if (!definition) throw new DomainError('notFound', { id })
  return definition
}

/**
 * Defines a custom security attribute (Microsoft Graph: Create customSecurityAttributeDefinition). Throws `notFound` (its
 * set), `invalidValue`, `propertyTaken`, `tooManyValues`.
 */
export function createSecurityAttribute(
  transaction: Transaction,
  { allowedValues = [], description = null, ...given }: NewSecurityAttribute,
): SecurityAttributeDefinition {
  const set = getAttributeSet(transaction, given.attributeSet)
  if (!ATTRIBUTE_NAME.test(given.name)) throw invalid('name')
  const id = `${set.id}_${given.name}`
  if (findSecurityAttribute(transaction, id)) throw new DomainError('propertyTaken', { property: 'name' })
  const active = activeCounts(transaction, set.id)
  refuseMoreThan(set.maxAttributesPerSet ?? MOST_ATTRIBUTES, active.inSet + 1)
  refuseMoreThan(MOST_ATTRIBUTES, active.all + 1)
  const blank: SecurityAttributeDefinition = { ...given, id, attributeSet: set.id, description, allowedValues: [] }
  return transaction.insert(securityAttributeDefinitions, checked(withAllowed(blank, allowedValues)))
}

function activeCounts(reader: Reader, attributeSet: string): { readonly all: number; readonly inSet: number } {
  let all = 0
  let inSet = 0
  for (const definition of reader.table(securityAttributeDefinitions).rows()) {
    if (definition.status !== 'Available') continue
    all++
    if (definition.attributeSet === attributeSet) inSet++
  }
  return { all, inSet }
}

/**
 * Updates what is mentioned (Microsoft Graph: Update customSecurityAttributeDefinition). Values that were free stay free.
 * Throws `notFound`, `invalidValue`, `tooManyValues`.
 */
export function updateSecurityAttribute(
  transaction: Transaction,
  id: string,
  { allowedValues = [], ...changes }: SecurityAttributeChanges,
): SecurityAttributeDefinition {
  const before = getSecurityAttribute(transaction, id)
  if (changes.usePreDefinedValuesOnly && !before.usePreDefinedValuesOnly) throw invalid('usePreDefinedValuesOnly')
  const after = withAllowed({ ...before, ...changes }, allowedValues)
  return transaction.replace(securityAttributeDefinitions, checked(after))
}

/** Adds a predefined value (Microsoft Graph: Create allowedValue). Throws as `updateSecurityAttribute`, and `propertyTaken`. */
export function addAllowedValue(transaction: Transaction, id: string, value: AllowedValue): AllowedValue {
  const { allowedValues } = getSecurityAttribute(transaction, id)
  if (allowedValues.some((known) => known.id === value.id)) throw new DomainError('propertyTaken', { property: 'id' })
  updateSecurityAttribute(transaction, id, { allowedValues: [value] })
  return value
}

/** A predefined value of a definition. Throws `notFound`. */
export function getAllowedValue(reader: Reader, id: string, valueId: string): AllowedValue {
  const value = getSecurityAttribute(reader, id).allowedValues.find((known) => known.id === valueId)
  if (!value) throw new DomainError('notFound', { id: valueId })
  return value
}

function withAllowed(
  definition: SecurityAttributeDefinition,
  given: readonly AllowedValue[],
): SecurityAttributeDefinition {
  const values = new Map([...definition.allowedValues, ...given].map((value) => [value.id, value]))
  return { ...definition, allowedValues: [...values.values()] }
}

function checked(definition: SecurityAttributeDefinition): SecurityAttributeDefinition {
  for (const [property, possible] of Object.entries(POSSIBLE)) {
    if (!possible.includes(String(definition[property as keyof SecurityAttributeDefinition]))) throw invalid(property)
  }
  if ((definition.description?.length ?? 0) > LONGEST_DESCRIPTION) throw invalid('description')
  const isBoolean = definition.type === 'Boolean'
  if (isBoolean && definition.isCollection) throw invalid('isCollection')
  if (isBoolean && definition.usePreDefinedValuesOnly) throw invalid('usePreDefinedValuesOnly')
  refuseMoreThan(MOST_ALLOWED, definition.allowedValues.length)
  const fits = ({ id }: AllowedValue) =>
    definition.type === 'Integer' ? /^-?\d{1,10}$/.test(id) : id !== '' && id.length <= LONGEST_VALUE
  if (isBoolean ? definition.allowedValues.length > 0 : !definition.allowedValues.every(fits)) {
    throw invalid('allowedValues')
  }
  return definition
}

function invalid(property: string): DomainError {
  return new DomainError('invalidValue', { property, resource: 'CustomSecurityAttributeDefinition' })
}
