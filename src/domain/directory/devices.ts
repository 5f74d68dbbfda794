import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { isGuid } from '../../kernel/guid.js'
import { formatInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import type { Device } from './device-rows.js'
import { devices } from './device-tables.js'
import { changedExtra } from './extension-values.js'

/** What only the directory itself says about a device. */
type SetByDirectory = 'id' | 'registrationDateTime' | 'approximateLastSignInDateTime' | 'extensionAttributes'

/** What a caller may say about a device; names are Graph's. */
export type DeviceChanges = {
  readonly [Name in Exclude<keyof Device, SetByDirectory>]?: Device[Name] | null
} & { readonly extensionAttributes?: Readonly<Record<string, string | null>> | null }

const REQUIRED = [
  'accountEnabled',
  'alternativeSecurityIds',
  'deviceId',
  'displayName',
  'operatingSystem',
  'operatingSystemVersion',
] as const satisfies readonly (keyof DeviceChanges)[]

const PROFILES = ['RegisteredDevice', 'SecureVM', 'Printer', 'Shared', 'IoT']
const LONGEST_NAME = 256
const LONGEST_ATTRIBUTE = 1024

/** A device by object id, or undefined. */
export function findDevice(reader: Reader, id: string): Device | undefined {
  return reader.table(devices).get(fold(id))
}

/** A device by the id that it has with the registration service, or undefined. */
export function findDeviceByDeviceId(reader: Reader, deviceId: string): Device | undefined {
  return reader.table(devices).findFirst('deviceId', fold(deviceId))
}

/** A device by object id. Throws `notFound`. */
export function getDevice(reader: Reader, id: string): Device {
  const device = findDevice(reader, id)
  if (!device) throw new DomainError('notFound', { id })
  return device
}

/**
 * Registers a device (Microsoft Graph: Create device). Throws `valueRequired`, `invalidValue`, `propertyTaken`, and what
 * `changedExtra` throws.
 */
export function createDevice(transaction: Transaction, given: DeviceChanges): Device {
  for (const property of REQUIRED) {
    if (given[property] === undefined || given[property] === null) {
      throw new DomainError('valueRequired', { property, resource: 'Device' })
    }
  }
  const blank: Device = {
    id: transaction.newGuid(),
    deviceId: '',
    displayName: '',
    accountEnabled: true,
    alternativeSecurityIds: [],
    approximateLastSignInDateTime: null,
    deviceMetadata: null,
    deviceVersion: null,
    extensionAttributes: {},
    isCompliant: null,
    isManaged: null,
    operatingSystem: '',
    operatingSystemVersion: '',
    physicalIds: [],
    profileType: 'RegisteredDevice',
    registrationDateTime: formatInstant(transaction.now),
    systemLabels: [],
    trustType: null,
    extra: {},
  }
  const device = changed(transaction, blank, given)
  if (findDeviceByDeviceId(transaction, device.deviceId)) {
    throw new DomainError('propertyTaken', { property: 'deviceId' })
  }
  return transaction.insert(devices, device)
}

/** Updates what is mentioned (Microsoft Graph: Update device). Throws `notFound`, `invalidValue`, and what `changedExtra` throws. */
export function updateDevice(transaction: Transaction, id: string, changes: DeviceChanges): Device {
  return transaction.replace(devices, changed(transaction, getDevice(transaction, id), changes))
}

const EMPTY_INSTEAD_OF_NULL = new Set(['physicalIds', 'systemLabels'])

function changed(reader: Reader, before: Device, { extra, extensionAttributes, ...changes }: DeviceChanges): Device {
  const next: Record<string, unknown> = { ...before }
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue
    next[name] = value === null && EMPTY_INSTEAD_OF_NULL.has(name) ? [] : value
  }
  if (typeof next.deviceId === 'string') next.deviceId = fold(next.deviceId)
  if (extensionAttributes !== undefined) {
    next.extensionAttributes = changedAttributes(before.extensionAttributes, extensionAttributes)
  }
  if (extra) next.extra = changedExtra(reader, 'Device', before.extra, extra)
  // Every property of the device is there, and each change has the type of its property.
  const device = next as unknown as Device
  refuseBadDevice(device)
  return device
}

/** Attributes that are not mentioned stay; null takes away, all of them where it stands for the whole. */
function changedAttributes(
  before: Device['extensionAttributes'],
  changes: Readonly<Record<string, string | null>> | null,
): Device['extensionAttributes'] {
  const entries = new Map(changes === null ? [] : Object.entries(before))
  for (const [name, value] of Object.entries(changes ?? {})) {
    if (value === null) entries.delete(name)
    else entries.set(name, value)
  }
  return Object.fromEntries(entries)
}

function refuseBadDevice(device: Device): void {
  const isText = (value: string | null) => value !== null && value !== '' && value.length <= LONGEST_NAME
  const possible: Readonly<Partial<Record<keyof Device, boolean>>> = {
    accountEnabled: device.accountEnabled !== null,
    alternativeSecurityIds: device.alternativeSecurityIds !== null,
    deviceId: isGuid(device.deviceId),
    displayName: isText(device.displayName),
    operatingSystem: isText(device.operatingSystem),
    operatingSystemVersion: isText(device.operatingSystemVersion),
    profileType: device.profileType === null || PROFILES.includes(device.profileType),
    extensionAttributes: Object.values(device.extensionAttributes).every((text) => text.length <= LONGEST_ATTRIBUTE),
  }
  const property = Object.entries(possible).find(([, fits]) => !fits)?.[0]
  if (property !== undefined) throw new DomainError('invalidValue', { property, resource: 'Device' })
}
