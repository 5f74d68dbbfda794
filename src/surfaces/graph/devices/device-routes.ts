import type { DeviceLink } from '../../../domain/directory/device-rows.js'
import type { Handler, Route } from '../call.js'
import { membershipRoutes } from '../directory-objects/membership-handlers.js'
import { membershipsOf, relationshipRoutes } from '../directory-objects/relationship.js'
import { openExtensionRoutes } from '../extensions/open-extension-routes.js'
import { memberOf, transitiveMemberOf } from '../model/navigations.js'
import {
  addPerson,
  countDevices,
  deleteDeviceEntity,
  deletePerson,
  getDeviceEntity,
  listDevices,
  patchDevice,
  peopleOf,
  postDevice,
  removePerson,
} from './device-handlers.js'
import { resolveDevice } from './resolve-device.js'

const SET = '/devices'
const ONE = `${SET}/{id}`

function row(method: string, path: string, name: string, handler: Handler, given: Partial<Route> = {}): Route {
  return { method, path, operationId: `devices.${name}`, handler, right: 'devices/read', ...given }
}

const core: readonly Route[] = [
  row('GET', SET, 'list', listDevices),
  row('GET', `${SET}/$count`, 'count', countDevices, { permission: `GET ${SET}` }),
  row('POST', SET, 'create', postDevice, { right: 'devices/create', type: 'device' }),
  row('GET', ONE, 'get', getDeviceEntity),
  row('PATCH', ONE, 'update', patchDevice, { right: 'devices/update', type: 'device' }),
  row('DELETE', ONE, 'delete', deleteDeviceEntity, { right: 'devices/delete' }),
]

/** How owners and users of devices are read, added and removed. */
function peopleRoutes(kind: DeviceLink['kind']): readonly Route[] {
  const name = `${kind}s`
  const path = `${ONE}/${name}`
  const writing = { permission: `POST ${path}`, right: 'devices/people' }
  return [
    ...relationshipRoutes({
      path,
      operationId: `devices.${name}`,
      follow: peopleOf(kind),
      right: 'devices/read',
      casts: ['user'],
    }),
    row('POST', `${path}/$ref`, `${name}.add`, addPerson(kind), { ...writing, bodyAs: 'users.manager.set' }),
    row('DELETE', `${path}/{objectId}/$ref`, `${name}.remove`, removePerson(kind), writing),
    row('DELETE', `${path}/{objectId}`, `${name}.deleteObject`, deletePerson(kind), writing),
  ]
}

const memberships: readonly Route[] = (['memberOf', 'transitiveMemberOf'] as const).flatMap((name) =>
  relationshipRoutes({
    path: `${ONE}/${name}`,
    operationId: `devices.${name}`,
    follow: membershipsOf(resolveDevice, name === 'memberOf' ? memberOf : transitiveMemberOf),
    right: 'devices/read',
    casts: ['group', 'administrativeUnit'],
  }),
)

/** Devices, whose they are, and what they belong to. */
export const deviceRoutes: readonly Route[] = [
  ...core,
  ...peopleRoutes('registeredOwner'),
  ...peopleRoutes('registeredUser'),
  ...memberships,
  ...openExtensionRoutes({
    name: 'devices',
    resolve: resolveDevice,
    read: 'devices/read',
    write: 'devices/basicUpdate',
  }),
  ...membershipRoutes(ONE, 'devices', resolveDevice, 'devices/read'),
]
