import type { KeyCredential, PasswordCredential } from '../application-rows.js'
import { skuById } from '../sku-catalog.js'
import type { AssignedLicense } from '../user-rows.js'
import type { ModifiedProperty } from './directory-audit-rows.js'
import type { Occurrence, Row } from './occurrence.js'

/** Never told: secrets, and what only the emulator knows. */
export const UNTOLD: ReadonlySet<string> = new Set([
  ...['id', 'createdDateTime', 'renewedDateTime', 'password', 'lastPasswordChangeDateTime', 'homeTenantLicenses'],
  ...['licenseAssignmentStates', 'named', 'key', 'marketingLicense'],
  ...['formerManagerId', 'removedLicenses'],
])

/** What the log tells of something new: the rest is in the directory, and nothing shall wait for a long list. */
const TOLD_OF_NEW: readonly string[] = [
  ...['accountEnabled', 'displayName', 'userPrincipalName', 'userType', 'mail', 'mailNickname', 'groupTypes'],
  ...['mailEnabled', 'securityEnabled', 'appId', 'signInAudience', 'servicePrincipalType', 'description'],
]

/** Properties that the audit log calls otherwise than Graph does. */
const NAMES: Readonly<Record<string, string>> = {
  assignedLicenses: 'AssignedLicense',
  businessPhones: 'TelephoneNumber',
  keyCredentials: 'KeyDescription',
  managerId: 'Manager',
  mobilePhone: 'Mobile',
  officeLocation: 'PhysicalDeliveryOfficeName',
  passwordCredentials: 'KeyDescription',
  signInSessionsValidFromDateTime: 'StsRefreshTokensValidFrom',
}

/** Values that are told in words of their own. Secrets among them stay behind. */
const WORDINGS: Readonly<Record<string, (value: never, tenant: string) => readonly string[]>> = {
  assignedLicenses: (licenses: readonly AssignedLicense[], tenant) =>
    licenses.map(({ skuId, disabledPlans }) => {
      const skuName = skuById(skuId)?.skuPartNumber ?? ''
      return `[SkuName=${skuName}, AccountId=${tenant}, SkuId=${skuId}, DisabledPlans=[${disabledPlans.join(', ')}]]`
    }),
  passwordCredentials: (credentials: readonly PasswordCredential[]) =>
    credentials.map(({ keyId, displayName }) => keyText(keyId, 'Password', 'Verify', displayName)),
  keyCredentials: (credentials: readonly KeyCredential[]) =>
    credentials.map(({ keyId, type, usage, displayName }) => keyText(keyId, type, usage, displayName)),
}

function keyText(keyId: string, type: string, usage: string, displayName: string | null): string {
  return `[KeyIdentifier=${keyId},KeyType=${type},KeyUsage=${usage},DisplayName=${displayName ?? ''}]`
}

/** What an update changed among some properties, and their names once more; for something new, what it is. */
export function modifiedProperties(occurrence: Occurrence, names: readonly string[]): readonly ModifiedProperty[] {
  const { before, after, what } = occurrence
  if (what !== 'added' && what !== 'updated') return []
  const told =
    what === 'added'
      ? TOLD_OF_NEW
      : names.filter((name) => !UNTOLD.has(name)).flatMap((name) => propertyNames(name, before, after))
  const modified = told.flatMap((name) => modifiedProperty(occurrence, name) ?? [])
  if (modified.length === 0) return modified
  const list = [...new Set(modified.map(({ displayName }) => displayName))].join(', ')
  return [...modified, plainProperty('Included Updated Properties', list)]
}

/** Extensions stand in a record of their own. */
function propertyNames(name: string, before: Row | null, after: Row | null): readonly string[] {
  if (name !== 'extra') return [name]
  const names = new Set([...Object.keys(extraOf(before)), ...Object.keys(extraOf(after))])
  return [...names].filter((each) => textOf(extraOf(before)[each]) !== textOf(extraOf(after)[each]))
}

function extraOf(row: Row | null): Row {
  return (row?.extra ?? {}) as Row
}

function modifiedProperty({ before, after, whole }: Occurrence, name: string): ModifiedProperty | undefined {
  const [old, now] = [givenValue(before, name), givenValue(after, name)]
  if (old === undefined && now === undefined) return undefined
  const wording = WORDINGS[name] as ((value: unknown, tenant: string) => readonly string[]) | undefined
  const tell = (value: unknown) => textOf(wording && value ? wording(value, whole.reader.tenant) : value)
  const [oldValue, newValue] = [tell(old), tell(now)]
  return oldValue === newValue ? undefined : { displayName: NAMES[name] ?? capitalized(name), oldValue, newValue }
}

/** Undefined where there is none, or an empty list. */
function givenValue(row: Row | null, name: string): unknown {
  const value = row?.[name] ?? extraOf(row)[name] ?? undefined
  return Array.isArray(value) && value.length === 0 ? undefined : value
}

/** Values come as a list, also where there can be only one. */
function textOf(value: unknown): string {
  if (value === undefined) return '[]'
  return JSON.stringify(Array.isArray(value) ? value : [value])
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** A property that tells what a link leads to: a new value where the link came, an old one where it went. */
export function linkProperty(displayName: string, value: unknown, isNew: boolean): ModifiedProperty {
  const text = value === null || value === undefined ? null : JSON.stringify(value)
  return { displayName, oldValue: isNew ? null : text, newValue: isNew ? text : null }
}

function plainProperty(displayName: string, value: string): ModifiedProperty {
  return linkProperty(displayName, value, true)
}
