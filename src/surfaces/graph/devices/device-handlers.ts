import { deleteDevice } from '../../../domain/directory/delete-objects.js'
import { addDeviceLink, peopleOfDevice, removeDeviceLink } from '../../../domain/directory/device-links.js'
import type { Device, DeviceLink } from '../../../domain/directory/device-rows.js'
import { devices } from '../../../domain/directory/device-tables.js'
import { createDevice, type DeviceChanges, updateDevice } from '../../../domain/directory/devices.js'
import { refuseFullDirectory } from '../../../domain/directory/directory-quota.js'
import { type Answer, noContent } from '../answer.js'
import { requireRight } from '../authorize/require-right.js'
import { type Call, type Handler, parameter, readerOf, write } from '../call.js'
import { deleteLinked } from '../directory-objects/delete-linked.js'
import { referencedObject, referenceOf } from '../directory-objects/references.js'
import { writeExtended } from '../extensions/write-extended.js'
import { deviceType } from '../model/device-type.js'
import { asObjects } from '../model/navigations.js'
import { createdAnswer, entityAnswer } from '../query/entity-answer.js'
import { countAnswer, type List, listAnswer } from '../query/list-answer.js'
import { resolveDevice } from './resolve-device.js'

const SET = 'devices'

function devicesList(call: Call): List<Device> {
  return { type: deviceType(), source: readerOf(call).table(devices), context: SET }
}

/** GET /devices (Microsoft Graph: List devices). */
export function listDevices(call: Call): Answer {
  return listAnswer(call, devicesList(call))
}

/** GET /devices/$count. */
export function countDevices(call: Call): Answer {
  return countAnswer(call, devicesList(call))
}

/** GET /devices/{id} (Microsoft Graph: Get device). */
export function getDeviceEntity(call: Call): Answer {
  return entityAnswer(call, deviceType(), resolveDevice(call), SET)
}

/** POST /devices (Microsoft Graph: Create device). */
export function postDevice(call: Call): Answer {
  refuseFullDirectory(readerOf(call))
  const device = writeExtended(call, (transaction) => createDevice(transaction, changesOf(call.body)))
  return createdAnswer(call, deviceType(), device, SET)
}

/** The property that a right of its own is needed for; others go with `devices/basicUpdate`. */
const RIGHTS: Readonly<Record<string, string>> = {
  accountEnabled: 'devices/enable',
  isCompliant: 'devices/compliance',
  isManaged: 'devices/compliance',
}

/** PATCH /devices/{id} (Microsoft Graph: Update device). Throws `denied` for properties that the caller's roles do not reach. */
export function patchDevice(call: Call): Answer {
  const device = resolveDevice(call)
  const changes = changesOf(call.body)
  for (const name of Object.keys(changes)) {
    requireRight(readerOf(call), call.caller, RIGHTS[name] ?? 'devices/basicUpdate')
  }
  writeExtended(call, (transaction) => updateDevice(transaction, device.id, changes))
  return noContent
}

/** The body as the domain takes it: annotations dropped, extensions, whose names alone have underscores, apart. */
function changesOf(body: unknown): DeviceChanges {
  const given = Object.entries(body as object).filter(([name]) => !name.includes('@'))
  const extra = given.filter(([name]) => name.includes('_'))
  const changes = Object.fromEntries(given.filter(([name]) => !name.includes('_')))
  return extra.length === 0 ? changes : { ...changes, extra: Object.fromEntries(extra) }
}

/** DELETE /devices/{id} (Microsoft Graph: Delete device). */
export function deleteDeviceEntity(call: Call): Answer {
  const { id } = resolveDevice(call)
  write(call, (transaction) => deleteDevice(transaction, id))
  return noContent
}

/** Who owns or uses the device that the path names. */
export function peopleOf(kind: DeviceLink['kind']) {
  return (call: Call) => asObjects('user', peopleOfDevice(readerOf(call), kind, resolveDevice(call).id))
}

/** POST …/registeredOwners/$ref, …/registeredUsers/$ref (Microsoft Graph: Create registeredOwner, Create registeredUser). */
export function addPerson(kind: DeviceLink['kind']): Handler {
  return (call) => {
    const device = resolveDevice(call)
    const { id } = referencedObject(readerOf(call), referenceOf(call.body))
    write(call, (transaction) => addDeviceLink(transaction, kind, device.id, id))
    return noContent
  }
}

/** DELETE …/registeredOwners/{id}/$ref, …/registeredUsers/{id}/$ref (Microsoft Graph: Delete registeredOwner, Delete registeredUser). */
export function removePerson(kind: DeviceLink['kind']): Handler {
  return (call) => {
    const device = resolveDevice(call)
    write(call, (transaction) => removeDeviceLink(transaction, kind, device.id, parameter(call, 'objectId')))
    return noContent
  }
}

/** DELETE …/registeredOwners/{id}: without `/$ref` the user goes, not the link. */
export function deletePerson(kind: DeviceLink['kind']): Handler {
  const people = peopleOf(kind)
  return (call) => deleteLinked(call, (id) => people(call).some((person) => person.id === id))
}
