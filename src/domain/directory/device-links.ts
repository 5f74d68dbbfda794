import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader, Transaction } from '../access.js'
import type { Device, DeviceLink } from './device-rows.js'
import { deviceLinkId, deviceLinkKey, deviceLinks } from './device-tables.js'
import { findDevice, getDevice } from './devices.js'
import { findPrincipal } from './find-principal.js'
import { users } from './tables.js'
import type { User } from './user-rows.js'

type LinkKind = DeviceLink['kind']

/**
 * Makes somebody an owner or a user of a device (Microsoft Graph: Create registeredOwner, Create registeredUser).
 * Throws `notFound`, `wrongReference` for what is no user, `linkExists`.
 */
export function addDeviceLink(transaction: Transaction, kind: LinkKind, deviceObjectId: string, userId: string): void {
  const device = getDevice(transaction, deviceObjectId)
  const user = findPrincipal(transaction, userId)
  if (!user) throw new DomainError('notFound', { id: userId })
  if (user.type !== 'user') throw new DomainError('wrongReference', { id: user.id })
  const link: DeviceLink = { kind, deviceObjectId: device.id, userId: user.id }
  if (transaction.table(deviceLinks).has(deviceLinkId(link)))
    throw new DomainError('linkExists', { property: `${kind}s` })
  transaction.insert(deviceLinks, link)
}

/** Ends that somebody is an owner or a user of a device. Throws `notFound`. */
export function removeDeviceLink(
  transaction: Transaction,
  kind: LinkKind,
  deviceObjectId: string,
  userId: string,
): void {
  const device = getDevice(transaction, deviceObjectId)
  const id = deviceLinkId({ kind, deviceObjectId: device.id, userId: fold(userId) })
  if (!transaction.table(deviceLinks).has(id)) throw new DomainError('notFound', { id: userId })
  transaction.remove(deviceLinks, id)
}

/** The owners or users of a device who are still there. */
export function* peopleOfDevice(reader: Reader, kind: LinkKind, deviceObjectId: string): Generator<User> {
  for (const { userId } of reader.table(deviceLinks).find('device', deviceLinkKey(kind, deviceObjectId))) {
    const user = reader.table(users).get(userId)
    if (user) yield user
  }
}

/** The devices that somebody owns or uses. */
export function* devicesOf(reader: Reader, kind: LinkKind, userId: string): Generator<Device> {
  for (const { deviceObjectId } of reader.table(deviceLinks).find('user', deviceLinkKey(kind, userId))) {
    const device = findDevice(reader, deviceObjectId)
    if (device) yield device
  }
}

/** Takes away all that ties a device, or a user who is gone for good, to the other. */
export function purgeDeviceLinks(transaction: Transaction, id: string): void {
  const table = transaction.table(deviceLinks)
  const found = (['registeredOwner', 'registeredUser'] as const).flatMap((kind) => {
    const key = deviceLinkKey(kind, id)
    return [...table.find('device', key), ...table.find('user', key)]
  })
  for (const link of found) transaction.remove(deviceLinks, deviceLinkId(link))
}
