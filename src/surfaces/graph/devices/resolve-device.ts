import type { Device } from '../../../domain/directory/device-rows.js'
import { findDevice, findDeviceByDeviceId } from '../../../domain/directory/devices.js'
import { DomainError } from '../../../kernel/errors.js'
import { isGuid } from '../../../kernel/guid.js'
import { type Call, parameter, readerOf } from '../call.js'
import { alternateKey } from '../path.js'

/** The device that a path names by object id or `deviceId`. Throws `notFound`, `invalidId`. */
export function resolveDevice(call: Call): Device {
  const device = namedDevice(call)
  if (!device) throw new DomainError('notFound', { id: alternateKey(parameter(call), 'deviceId') ?? parameter(call) })
  return device
}

/** As `resolveDevice`; undefined for none. */
export function namedDevice(call: Call): Device | undefined {
  const id = parameter(call)
  const deviceId = alternateKey(id, 'deviceId')
  if (deviceId !== undefined) return findDeviceByDeviceId(readerOf(call), deviceId)
  if (!isGuid(id)) throw new DomainError('invalidId', { id })
  return findDevice(readerOf(call), id)
}
