import type { Device } from '../device-rows.js'
import { directGroups } from '../memberships.js'
import { extensionAttributeOf, extraValue, groupItem, type RuleProperty } from './rule-properties.js'

const text = (read: (device: Device) => string | null): RuleProperty<Device> => ({ kind: 'text', read })
const texts = (read: (device: Device) => readonly string[]): RuleProperty<Device> => ({ kind: 'texts', read })
/** What device management tells, of which there is none here. */
const unmanaged = text(() => null)

/** What rules may ask of a device, by the name that they have for it in lower case: for some Graph has another. */
const PROPERTIES: Readonly<Record<string, RuleProperty<Device>>> = {
  accountenabled: { kind: 'boolean', read: (device) => device.accountEnabled },
  devicecategory: unmanaged,
  deviceid: text((device) => device.deviceId),
  devicemanagementappid: unmanaged,
  devicemanufacturer: unmanaged,
  devicemodel: unmanaged,
  deviceostype: text((device) => device.operatingSystem),
  deviceosversion: text((device) => device.operatingSystemVersion),
  deviceownership: unmanaged,
  devicephysicalids: texts((device) => device.physicalIds),
  devicetrusttype: text((device) => device.trustType),
  displayname: text((device) => device.displayName),
  enrollmentprofilename: unmanaged,
  isrooted: { kind: 'boolean', read: () => null },
  managementtype: unmanaged,
  memberof: { kind: 'groups', read: (device, reader) => [...directGroups(reader, device.id)].map(groupItem) },
  objectid: text((device) => device.id),
  profiletype: text((device) => device.profileType),
  systemlabels: texts((device) => device.systemLabels),
}

/** A device's property by the name that rules give it, in lower case; undefined when rules know none of that name. */
export function deviceRuleProperty(name: string): RuleProperty<Device> | undefined {
  if (Object.hasOwn(PROPERTIES, name)) return PROPERTIES[name]
  const attribute = extensionAttributeOf(name)
  if (attribute !== undefined) return text((device) => device.extensionAttributes[attribute] ?? null)
  return /^extension_[0-9a-f]{32}_\w+$/.test(name)
    ? { kind: 'text', read: (device) => extraValue(device.extra, name) }
    : undefined
}
