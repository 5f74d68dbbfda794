import { findUser } from '../../domain/directory/find-principal.js'
import { findApplication } from './applications/resolve-application.js'
import { type Call, readerOf } from './call.js'
import { namedDevice } from './devices/resolve-device.js'

/** The id of the object that the path of a call names, also where it names it by another key; undefined for none. */
export function targetId(call: Call): string | undefined {
  const { id } = call.parameters
  if (id === undefined) return undefined
  if (call.route.path.startsWith('/users/{id}')) return findUser(readerOf(call), id)?.id
  if (call.route.path.startsWith('/applications/{id}')) return findApplication(call)?.id
  if (call.route.path.startsWith('/devices/{id}')) return namedDevice(call)?.id
  return id
}
