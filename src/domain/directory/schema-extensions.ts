import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { guidBytes } from '../../kernel/guid.js'
import type { Reader, Transaction } from '../access.js'
import { EXTENSION_TYPES, type SchemaExtension, type SchemaProperty } from './extension-rows.js'
import { organizationOf } from './organization.js'
import { schemaExtensions } from './tables.js'
import type { Organization } from './tenant-rows.js'

/** Types whose objects schema extensions can be for, in lower case; the emulator has some of them. */
const TARGET_TYPES = new Set([
  'administrativeunit',
  'contact',
  'device',
  'event',
  'group',
  'message',
  'organization',
  'post',
  'todotask',
  'todotasklist',
  'user',
])

const MOST_PER_OWNER = 5

/** What a client says of a new schema extension. */
export interface NewSchemaExtension {
  readonly id: string
  readonly description?: string | null
  readonly targetTypes: readonly string[]
  readonly properties: readonly { readonly name: string; readonly type: string }[]
}

/** What the owner can change: the description, the next status, and, by adding to them, types and properties. */
export type SchemaExtensionChanges = Partial<Omit<NewSchemaExtension, 'id'>> & { readonly status?: string }

/** A schema extension that this tenant defines, or one of another tenant that was used here; by its id in any case. */
export function findSchemaExtension(reader: Reader, id: string): SchemaExtension | undefined {
  return reader.table(schemaExtensions).get(fold(id))
}

/** The schema extensions that this tenant defines itself. */
export function ownSchemaExtensions(reader: Reader): readonly SchemaExtension[] {
  return [...reader.table(schemaExtensions).rows()].filter(({ definedBy }) => definedBy === undefined)
}

/**
 * Defines a schema extension (Microsoft Graph: Create schemaExtension). Its id starts with a verified domain, or with
 * `ext` and eight random characters. Throws `invalidValue`, `schemaPrefixUnknown`, `schemaExtensionExists`,
 * `tooManySchemaExtensions`.
 */
export function createSchemaExtension(
  transaction: Transaction,
  given: NewSchemaExtension,
  owner: string,
): SchemaExtension {
  const id = schemaId(transaction, given.id)
  refuseBadTypes(given.targetTypes)
  const properties = checkedProperties(given.properties)
  if (findSchemaExtension(transaction, id)) throw new DomainError('schemaExtensionExists', { id })
  if (ownSchemaExtensions(transaction).filter((schema) => schema.owner === owner).length >= MOST_PER_OWNER) {
    throw new DomainError('tooManySchemaExtensions', { limit: MOST_PER_OWNER })
  }
  return transaction.insert(schemaExtensions, {
    id,
    description: given.description ?? null,
    owner,
    status: 'InDevelopment',
    properties,
    targetTypes: given.targetTypes,
  })
}

function schemaId(transaction: Transaction, given: string): string {
  const [, prefix, name = ''] = /^(?:([A-Za-z0-9]+)_)?(\w+)$/.exec(given) ?? []
  if (!/^[A-Za-z]\w*$/.test(name)) throw refused('id')
  if (prefix === undefined) return `ext${randomPrefix(transaction)}_${given}`
  if (!isVanityName(organizationOf(transaction), prefix)) throw new DomainError('schemaPrefixUnknown', { prefix })
  return `${fold(prefix)}_${name}`
}

const CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

function randomPrefix(transaction: Transaction): string {
  const bytes = guidBytes(transaction.newGuid()).slice(0, 8)
  return Array.from(bytes, (byte) => CHARACTERS.charAt(byte % CHARACTERS.length)).join('')
}

const VANITY = /^([a-z0-9]+)\.(?:com|net|gov|edu|org)$/

function isVanityName({ verifiedDomains }: Organization, prefix: string): boolean {
  return verifiedDomains.some(({ name }) => VANITY.exec(fold(name))?.[1] === fold(prefix))
}

function refuseBadTypes(targetTypes: readonly string[]): void {
  const isPossible = targetTypes.length > 0 && targetTypes.every((type) => TARGET_TYPES.has(fold(type)))
  if (!isPossible) throw refused('targetTypes')
}

function checkedProperties(given: NewSchemaExtension['properties']): readonly SchemaProperty[] {
  const names = new Set(given.map(({ name }) => fold(name)))
  if (given.length === 0 || names.size < given.length) throw refused('properties')
  return given.map(({ name, type }) => {
    const known = EXTENSION_TYPES.find((candidate) => candidate === type)
    if (!/^[A-Za-z]\w*$/.test(name) || known === undefined || known === 'LargeInteger') throw refused('properties')
    return { name, type: known }
  })
}

function refused(property: string): DomainError {
  return new DomainError('invalidValue', { property, resource: 'SchemaExtension' })
}

const NEXT_STATUS: Readonly<Record<SchemaExtension['status'], SchemaExtension['status']>> = {
  InDevelopment: 'Available',
  Available: 'Deprecated',
  Deprecated: 'Deprecated',
}

/**
 * Changes a definition that this tenant owns, by adding to it alone (Microsoft Graph: Update schemaExtension).
 * Throws `invalidValue`, `schemaNotAdditive`, `schemaDeprecated`.
 */
export function updateSchemaExtension(
  transaction: Transaction,
  before: SchemaExtension,
  changes: SchemaExtensionChanges,
): void {
  if (before.status === 'Deprecated') throw new DomainError('schemaDeprecated', { id: before.id })
  const { targetTypes = before.targetTypes, description = before.description } = changes
  refuseBadTypes(targetTypes)
  const properties = changes.properties ? checkedProperties(changes.properties) : before.properties
  const types = new Set(targetTypes.map(fold))
  const isAdditive =
    before.targetTypes.every((type) => types.has(fold(type))) &&
    before.properties.every((old) => properties.some(({ name, type }) => name === old.name && type === old.type))
  if (!isAdditive) throw new DomainError('schemaNotAdditive', { id: before.id })
  const status = nextStatus(before.status, changes.status)
  transaction.replace(schemaExtensions, { ...before, description, targetTypes, properties, status })
}

function nextStatus(before: SchemaExtension['status'], wanted: string | undefined): SchemaExtension['status'] {
  if (wanted === undefined || wanted === before) return before
  const next = NEXT_STATUS[before]
  if (wanted !== next) throw refused('status')
  return next
}

/** Takes away a definition that is still in development; objects keep what they have. Throws `schemaInUse`. */
export function deleteSchemaExtension(transaction: Transaction, { id, status }: SchemaExtension): void {
  if (status !== 'InDevelopment') throw new DomainError('schemaInUse', { id, status })
  transaction.remove(schemaExtensions, fold(id))
}

/** Remembers a definition of another tenant, or what was added to it, before a value of it comes to an object here. */
export function adoptSchemaExtension(transaction: Transaction, schema: SchemaExtension, definedBy: string): void {
  const adopted = { ...schema, definedBy }
  if (findSchemaExtension(transaction, schema.id)) transaction.replace(schemaExtensions, adopted)
  else transaction.insert(schemaExtensions, adopted)
}
