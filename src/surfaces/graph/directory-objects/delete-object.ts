import { DomainError } from '../../../kernel/errors.js'
import type { Answer } from '../answer.js'
import type { Call } from '../call.js'
import type { ObjectType } from '../model/directory-object.js'
import { resolveObject } from './object-handlers.js'

/** Where objects of a type are deleted. */
const SET_OF: Readonly<Partial<Record<ObjectType, string>>> = {
  user: 'users',
  group: 'groups',
  application: 'applications',
  servicePrincipal: 'servicePrincipals',
  device: 'devices',
  administrativeUnit: 'directory/administrativeUnits',
}

/**
 * DELETE /directoryObjects/{id}: as if the object were deleted where its type is kept, with the permissions and rights
 * of that (Microsoft Graph: Delete directoryObject).
 */
export function deleteObject(call: Call): Answer {
  const { type, id } = resolveObject(call)
  const set = SET_OF[type]
  if (set === undefined) throw new DomainError('entitySetUnsupported')
  const target = { ...call.target, path: `/${call.version}/${set}/${id}` }
  return call.dispatch({ ...call, target }, call.access, call.caller)
}
