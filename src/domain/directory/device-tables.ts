import { fold } from '../../kernel/fold.js'
import { defineTable, equality, ordered, unique } from '../../store/table-definition.js'
import type { Device, DeviceLink } from './device-rows.js'

/** Devices. A deleted one is gone. */
export const devices = defineTable<Device>({
  name: 'devices',
  id: (device) => device.id,
  indexes: {
    deviceId: unique((device) => device.deviceId),
    displayName: ordered((device) => fold(device.displayName)),
  },
})

/** Whose device is which: one row per link. */
export const deviceLinks = defineTable<DeviceLink>({
  name: 'deviceLinks',
  id: (link) => deviceLinkId(link),
  indexes: {
    device: equality((link) => deviceLinkKey(link.kind, link.deviceObjectId)),
    user: equality((link) => deviceLinkKey(link.kind, link.userId)),
  },
})

/** The key of the `device` and `user` indexes of `deviceLinks`. */
export function deviceLinkKey(kind: DeviceLink['kind'], id: string): string {
  return `${kind}/${id}`
}

export function deviceLinkId({ kind, deviceObjectId, userId }: DeviceLink): string {
  return `${kind}/${deviceObjectId}/${userId}`
}
