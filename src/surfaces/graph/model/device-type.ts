import type { Device } from '../../../domain/directory/device-rows.js'
import { lazily } from '../lazily.js'
import { extensionAttributes } from './extension-attributes.js'
import { defineType, type GraphType } from './graph-type.js'

/** The device resource type of Microsoft Graph over the directory's devices. What Intune tells of one stays null. */
export const deviceType: () => GraphType<Device> = lazily(() =>
  defineType<Device>('device', {
    read: { extensionAttributes: (device) => extensionAttributes(device.extensionAttributes) },
    indexes: { deviceId: { name: 'deviceId' }, displayName: { name: 'displayName', everyRow: true } },
    extra: (device) => device.extra,
  }),
)
