import { DomainError } from '../../kernel/errors.js'
import type { Reader, Transaction } from '../access.js'
import type { ExtensionValue, OpenExtension } from './extension-rows.js'
import { openExtensionId, openExtensions } from './tables.js'

/** How many open extensions one app may give one object, and how large each may be (Microsoft Graph: open extensions). */
const MOST_PER_APP = 2
const MOST_BYTES = 2048

/** What a client sends: the name of the extension and whatever it keeps under it. */
export type ExtensionBody = Readonly<Record<string, unknown>>

/** The open extensions of an object, the oldest first. */
export function openExtensionsOf(reader: Reader, objectId: string): readonly OpenExtension[] {
  return [...reader.table(openExtensions).find('objectId', objectId)]
}

/** An object's open extension by its name, with or without its type in front. Throws `extensionUnknown`. */
export function getOpenExtension(reader: Reader, objectId: string, name: string): OpenExtension {
  const extension = reader.table(openExtensions).get(openExtensionId({ objectId, extensionName: bareName(name) }))
  if (!extension) throw new DomainError('extensionUnknown')
  return extension
}

/**
 * Gives an object an open extension (Microsoft Graph: Create open extension). Throws `valueRequired`, `invalidValue`,
 * `extensionExists`, `tooManyExtensions`, `extensionTooLarge`.
 */
export function createOpenExtension(
  transaction: Transaction,
  objectId: string,
  appId: string,
  { extensionName, ...values }: ExtensionBody,
): OpenExtension {
  if (typeof extensionName !== 'string' || extensionName === '') {
    throw new DomainError('valueRequired', { property: 'extensionName', resource: 'OpenTypeExtension' })
  }
  const extension = { objectId, appId, extensionName: bareName(extensionName), values: checkedValues(values) }
  const others = openExtensionsOf(transaction, objectId)
  if (others.some((other) => openExtensionId(other) === openExtensionId(extension))) {
    throw new DomainError('extensionExists')
  }
  if (others.filter((other) => other.appId === appId).length >= MOST_PER_APP) {
    throw new DomainError('tooManyExtensions', { limit: MOST_PER_APP })
  }
  transaction.insert(openExtensions, extension)
  return extension
}

/**
 * Gives an open extension other values (Microsoft Graph: Update open extension): on a directory object what is not named
 * is gone. The name stays. Throws `extensionUnknown`, `invalidValue`, `extensionTooLarge`.
 */
export function updateOpenExtension(
  transaction: Transaction,
  objectId: string,
  name: string,
  { extensionName: _, ...values }: ExtensionBody,
): void {
  const extension = getOpenExtension(transaction, objectId, name)
  transaction.replace(openExtensions, { ...extension, values: checkedValues(values) })
}

/** Takes an open extension away. Throws `extensionUnknown`. */
export function deleteOpenExtension(transaction: Transaction, objectId: string, name: string): void {
  transaction.remove(openExtensions, openExtensionId(getOpenExtension(transaction, objectId, name)))
}

/** Takes away whatever an object leaves behind that is deleted for good. */
export function purgeOpenExtensions(transaction: Transaction, objectId: string): void {
  for (const extension of openExtensionsOf(transaction, objectId)) {
    transaction.remove(openExtensions, openExtensionId(extension))
  }
}

function bareName(name: string): string {
  return name.replace(/^(microsoft\.graph\.)?openTypeExtension\./i, '')
}

function checkedValues(values: ExtensionBody): OpenExtension['values'] {
  for (const [property, value] of Object.entries(values)) {
    const isPossible = Array.isArray(value) ? value.every(isPrimitive) : isPrimitive(value)
    if (!isPossible) throw new DomainError('invalidValue', { property, resource: 'OpenTypeExtension' })
  }
  if (new TextEncoder().encode(JSON.stringify(values)).length > MOST_BYTES) {
    throw new DomainError('extensionTooLarge', { limit: MOST_BYTES })
  }
  // Every value was looked at above.
  return values as Readonly<Record<string, ExtensionValue>>
}

function isPrimitive(value: unknown): boolean {
  return value === null || typeof value !== 'object'
}
