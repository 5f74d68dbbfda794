import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader, Transaction } from '../access.js'
import { refuseMoreThan } from './most-values.js'
import type { AttributeSet } from './security-attribute-rows.js'
import { attributeSets } from './security-attribute-tables.js'

/** How many sets, and how many active attributes, a tenant can have (Microsoft Graph: attributeSet). */
export const MOST_ATTRIBUTES = 500
const LONGEST_DESCRIPTION = 128
/** The form of names: letters and digits of any script. */
export const ATTRIBUTE_NAME = /^[\p{L}\p{N}]{1,32}$/u

export type NewAttributeSet = Pick<AttributeSet, 'id'> & Partial<AttributeSet>
export type AttributeSetChanges = Partial<Omit<AttributeSet, 'id'>>

/** An attribute set by name, in any case. Throws `notFound`. */
export function getAttributeSet(reader: Reader, id: string): AttributeSet {
  const set = reader.table(attributeSets).get(fold(id))
  if (!set) throw new DomainError('notFound', { id })
  return set
}

/** Makes an attribute set (Microsoft Graph: Create attributeSet). Throws `invalidValue`, `propertyTaken`, `tooManyValues`. */
export function createAttributeSet(transaction: Transaction, given: NewAttributeSet): AttributeSet {
  if (!ATTRIBUTE_NAME.test(given.id)) throw invalid('id')
  if (transaction.table(attributeSets).has(fold(given.id))) throw new DomainError('propertyTaken', { property: 'id' })
  refuseMoreThan(MOST_ATTRIBUTES, transaction.table(attributeSets).size + 1)
  const set = checked({ description: null, maxAttributesPerSet: null, ...given })
  return transaction.insert(attributeSets, set)
}

/** Updates what is mentioned (Microsoft Graph: Update attributeSet). Throws `notFound`, `invalidValue`. */
export function updateAttributeSet(transaction: Transaction, id: string, changes: AttributeSetChanges): AttributeSet {
  return transaction.replace(attributeSets, checked({ ...getAttributeSet(transaction, id), ...changes }))
}

function checked(set: AttributeSet): AttributeSet {
  if ((set.description?.length ?? 0) > LONGEST_DESCRIPTION) throw invalid('description')
  const { maxAttributesPerSet: most } = set
  if (most !== null && (most < 1 || most > MOST_ATTRIBUTES)) throw invalid('maxAttributesPerSet')
  return set
}

function invalid(property: string): DomainError {
  return new DomainError('invalidValue', { property, resource: 'AttributeSet' })
}
