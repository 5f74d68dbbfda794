import { DomainError } from '../../kernel/errors.js'
import { formatInstant, parseInstant } from '../../kernel/instant.js'
import type { Reader } from '../access.js'
import { findExtensionProperty } from './extension-properties.js'
import type { ExtensionProperty, ExtensionTarget, ExtensionType, SchemaExtension } from './extension-rows.js'
import { refuseMoreThan } from './most-values.js'
import { findSchemaExtension } from './schema-extensions.js'

/** What an object keeps beside its columns: extension values, and texts that nobody looks into. */
export type Extra = Readonly<Record<string, unknown>>

/** How many values of directory and schema extensions one object can have. */
const MOST_VALUES = 100

/** The name of a directory extension. */
export const DIRECTORY_EXTENSION = /^extension_[0-9a-f]{32}_\w+$/i
const SCHEMA_EXTENSION = /^[a-z0-9]+_\w+$/i

/**
 * The `extra` of an object after changes. Values of directory extensions are held against their definitions and replaced,
 * values of schema extensions merged member by member; null takes away (Add custom data to resources using extensions).
 * Throws `extensionUnavailable`, `invalidExtensionValue`, `tooManyValues`.
 */
export function changedExtra(
  reader: Reader,
  target: ExtensionTarget | 'ServicePrincipal',
  before: Extra,
  changes: Extra,
): Extra {
  if (Object.keys(changes).length === 0) return before
  const next = new Map(Object.entries(before))
  const unavailable: string[] = []
  for (const [given, change] of Object.entries(changes)) {
    const found = changeOf(reader, target, before, given, change)
    if (!found) unavailable.push(given)
    else if (found.value === undefined) next.delete(found.name)
    else next.set(found.name, found.value)
  }
  if (unavailable.length > 0) throw new DomainError('extensionUnavailable', { names: unavailable })
  const extra = Object.fromEntries(next)
  if (Object.keys(changes).some(isExtension)) refuseMoreThan(MOST_VALUES, countOf(extra))
  return extra
}

interface NamedValue {
  readonly name: string
  /** Undefined when there is none any more. */
  readonly value: unknown
}

function changeOf(
  reader: Reader,
  target: string,
  before: Extra,
  given: string,
  change: unknown,
): NamedValue | undefined {
  if (DIRECTORY_EXTENSION.test(given)) {
    const property = findExtensionProperty(reader, given)
    if (!property?.targetObjects.some((possible) => possible === target)) return undefined
    return { name: property.name, value: change === null ? undefined : directoryValue(property, change) }
  }
  if (!SCHEMA_EXTENSION.test(given)) return { name: given, value: change }
  const schema = findSchemaExtension(reader, given)
  if (!schema?.targetTypes.some((type) => type.toLowerCase() === target.toLowerCase())) return undefined
  // Of a deprecated one, values that are there can still be changed.
  if (schema.status === 'Deprecated' && before[schema.id] === undefined) return undefined
  return { name: schema.id, value: change === null ? undefined : schemaValue(schema, before[schema.id], change) }
}

function isExtension(name: string): boolean {
  return DIRECTORY_EXTENSION.test(name) || SCHEMA_EXTENSION.test(name)
}

/** Values that nobody can find any more count too. */
function countOf(extra: Extra): number {
  const values = Object.entries(extra).filter(([name]) => isExtension(name))
  return values.reduce((sum, [name, value]) => {
    return sum + (DIRECTORY_EXTENSION.test(name) ? 1 : Object.keys(value as object).length)
  }, 0)
}

function directoryValue({ name, dataType, isMultiValued }: ExtensionProperty, given: unknown): unknown {
  if (!isMultiValued) return checked(name, dataType, given)
  if (!Array.isArray(given)) throw new DomainError('invalidExtensionValue', { property: name })
  return given.length === 0 ? undefined : given.map((item) => checked(name, dataType, item))
}

/** Members that are not mentioned stay; without any left the value is gone. */
function schemaValue(schema: SchemaExtension, before: unknown, given: unknown): unknown {
  const refuse = (property: string) => new DomainError('invalidExtensionValue', { property })
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw refuse(schema.id)
  const members = new Map(Object.entries((before ?? {}) as object))
  for (const [name, value] of Object.entries(given)) {
    if (name.includes('@')) continue
    const property = schema.properties.find((candidate) => candidate.name === name)
    if (!property) throw refuse(`${schema.id}/${name}`)
    if (value === null) members.delete(name)
    else members.set(name, checked(`${schema.id}/${name}`, property.type, numberOf(property.type, value)))
  }
  return members.size === 0 ? undefined : Object.fromEntries(members)
}

/** The documentation gives whole numbers of schema extensions as texts, too. */
function numberOf(type: ExtensionType, value: unknown): unknown {
  return type === 'Integer' && typeof value === 'string' && /^-?\d{1,10}$/.test(value) ? Number(value) : value
}

function checked(property: string, type: ExtensionType, given: unknown): unknown {
  const value = READERS[type](given)
  if (value === undefined) throw new DomainError('invalidExtensionValue', { property })
  return value
}

const LONGEST = 256
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Per type, a value as it is kept; undefined for what is none. */
const READERS: Readonly<Record<ExtensionType, (given: unknown) => unknown>> = {
  Binary: (given) => (isBinary(given) ? given : undefined),
  Boolean: (given) => (typeof given === 'boolean' ? given : undefined),
  DateTime: (given) => {
    const instant = typeof given === 'string' ? parseInstant(given) : undefined
    return instant === undefined ? undefined : formatInstant(instant)
  },
  Integer: (given) => wholeNumber(given, 2 ** 31),
  LargeInteger: (given) => wholeNumber(given, 2 ** 63),
  String: (given) => (typeof given === 'string' && given !== '' && given.length <= LONGEST ? given : undefined),
}

function isBinary(given: unknown): boolean {
  if (typeof given !== 'string' || given === '' || !BASE64.test(given)) return false
  const padding = given.endsWith('==') ? 2 : Number(given.endsWith('='))
  return (given.length / 4) * 3 - padding <= LONGEST
}

function wholeNumber(given: unknown, limit: number): number | undefined {
  return typeof given === 'number' && Number.isInteger(given) && given >= -limit && given < limit ? given : undefined
}
