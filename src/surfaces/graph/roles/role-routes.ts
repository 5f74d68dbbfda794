import type { Handler, Route } from '../call.js'
import { relationshipRoutes } from '../directory-objects/relationship.js'
import { openExtensionRoutes } from '../extensions/open-extension-routes.js'
import {
  addUnitMember,
  countUnits,
  createUnitMember,
  deleteScopedMember,
  deleteUnit,
  getScopedMember,
  getUnit,
  listScopedMembers,
  listUnits,
  membersOfUnit,
  patchUnit,
  postScopedMember,
  postUnit,
  removeUnitMember,
  resolveUnit,
  scopedMembersOfRole,
} from './administrative-unit-handlers.js'
import { assignedPrincipalRoutes } from './assigned-principals.js'
import {
  activateDirectoryRole,
  addRoleMember,
  getDirectoryRole,
  getRoleTemplate,
  listDirectoryRoles,
  listRoleTemplates,
  membersOfRole,
  removeRoleMember,
} from './directory-role-handlers.js'
import {
  deleteRoleAssignment,
  deleteRoleDefinitionEntity,
  getRoleAssignment,
  getRoleDefinition,
  listRoleAssignments,
  listRoleDefinitions,
  patchRoleDefinition,
  postRoleAssignment,
  postRoleDefinition,
} from './role-management-handlers.js'
import { listNoSchedules, postRoleScheduleRequest } from './role-schedule-handlers.js'
import { listTransitiveRoleAssignments } from './transitive-role-handlers.js'

const TRANSITIVE = '/roleManagement/directory/transitiveRoleAssignments'
const DEFINITIONS = '/roleManagement/directory/roleDefinitions'
const ASSIGNMENTS = '/roleManagement/directory/roleAssignments'
/** Sets of privileged identity management, which is not emulated. */
const SCHEDULES = [
  'roleAssignmentSchedules',
  'roleAssignmentScheduleInstances',
  'roleAssignmentScheduleRequests',
  'roleEligibilitySchedules',
  'roleEligibilityScheduleInstances',
  'roleEligibilityScheduleRequests',
]
const SCHEDULE_REQUESTS = '/roleManagement/directory/roleAssignmentScheduleRequests'
const UNITS = '/directory/administrativeUnits'
const MEMBERS = `${UNITS}/{id}/members`
const SCOPED = `${UNITS}/{id}/scopedRoleMembers`

type Given = Pick<Route, 'permission' | 'body' | 'bodyAs' | 'type'>

function reading(path: string, operationId: string, handler: Handler, given: Given = {}): Route {
  return { method: 'GET', path, operationId, handler, right: 'roles/read', ...given }
}

function writing(method: string, path: string, operationId: string, handler: Handler, given: Given = {}): Route {
  const right = path.startsWith(UNITS) ? 'administrativeUnits/write' : 'roles/write'
  return { method, path, operationId, handler, right, ...given }
}

const directoryRoles: readonly Route[] = [
  reading('/directoryRoles', 'directoryRoles.list', listDirectoryRoles),
  reading('/directoryRoles/{id}', 'directoryRoles.get', getDirectoryRole),
  writing('POST', '/directoryRoles', 'directoryRoles.activate', activateDirectoryRole),
  writing('POST', '/directoryRoles/{id}/members/$ref', 'directoryRoles.members.add', addRoleMember, {
    permission: 'POST /directoryRoles/{id}/members',
    bodyAs: 'users.manager.set',
  }),
  writing('DELETE', '/directoryRoles/{id}/members/{objectId}/$ref', 'directoryRoles.members.remove', removeRoleMember, {
    permission: 'DELETE /directoryRoles/{id}/members/{id}',
  }),
  ...relationshipRoutes({
    path: '/directoryRoles/{id}/members',
    operationId: 'directoryRoles.members',
    follow: membersOfRole,
    right: 'roles/read',
    casts: ['user', 'group', 'servicePrincipal'],
  }),
  reading('/directoryRoles/{id}/scopedMembers', 'directoryRoles.scopedMembers', scopedMembersOfRole),
  reading('/directoryRoleTemplates', 'directoryRoleTemplates.list', listRoleTemplates),
  reading('/directoryRoleTemplates/{id}', 'directoryRoleTemplates.get', getRoleTemplate),
]

const roleManagement: readonly Route[] = [
  reading(DEFINITIONS, 'roleDefinitions.list', listRoleDefinitions),
  reading(`${DEFINITIONS}/{id}`, 'roleDefinitions.get', getRoleDefinition),
  writing('POST', DEFINITIONS, 'roleDefinitions.create', postRoleDefinition, { type: 'unifiedRoleDefinition' }),
  writing('PATCH', `${DEFINITIONS}/{id}`, 'roleDefinitions.update', patchRoleDefinition, {
    type: 'unifiedRoleDefinition',
    bodyAs: 'roleDefinitions.create',
  }),
  writing('DELETE', `${DEFINITIONS}/{id}`, 'roleDefinitions.delete', deleteRoleDefinitionEntity),
  ...assignedPrincipalRoutes,
  reading(ASSIGNMENTS, 'roleAssignments.list', listRoleAssignments),
  reading(`${ASSIGNMENTS}/{id}`, 'roleAssignments.get', getRoleAssignment),
  writing('POST', ASSIGNMENTS, 'roleAssignments.create', postRoleAssignment, { type: 'unifiedRoleAssignment' }),
  writing('DELETE', `${ASSIGNMENTS}/{id}`, 'roleAssignments.delete', deleteRoleAssignment),
  writing('POST', SCHEDULE_REQUESTS, 'roleAssignmentScheduleRequests.create', postRoleScheduleRequest, {
    permission: `POST ${ASSIGNMENTS}`,
  }),
  {
    ...reading(TRANSITIVE, 'transitiveRoleAssignments.list', listTransitiveRoleAssignments),
    betaOnly: true,
  },
  ...SCHEDULES.map((name) =>
    reading(`/roleManagement/directory/${name}`, `${name}.list`, listNoSchedules, { permission: `GET ${ASSIGNMENTS}` }),
  ),
]

const administrativeUnits: readonly Route[] = [
  reading(UNITS, 'administrativeUnits.list', listUnits),
  reading(`${UNITS}/$count`, 'administrativeUnits.count', countUnits, { permission: `GET ${UNITS}` }),
  reading(`${UNITS}/{id}`, 'administrativeUnits.get', getUnit),
  writing('POST', UNITS, 'administrativeUnits.create', postUnit, { type: 'administrativeUnit' }),
  writing('PATCH', `${UNITS}/{id}`, 'administrativeUnits.update', patchUnit, {
    type: 'administrativeUnit',
    bodyAs: 'administrativeUnits.create',
  }),
  writing('DELETE', `${UNITS}/{id}`, 'administrativeUnits.delete', deleteUnit),
  writing('POST', MEMBERS, 'administrativeUnits.members.create', createUnitMember, {
    bodyAs: 'groups.create',
    type: 'group',
  }),
  writing('POST', `${MEMBERS}/$ref`, 'administrativeUnits.members.add', addUnitMember, {
    bodyAs: 'users.manager.set',
  }),
  writing('DELETE', `${MEMBERS}/{objectId}/$ref`, 'administrativeUnits.members.remove', removeUnitMember, {
    permission: `DELETE ${MEMBERS}/{id}`,
  }),
  ...relationshipRoutes({
    path: MEMBERS,
    operationId: 'administrativeUnits.members',
    follow: membersOfUnit,
    right: 'roles/read',
    casts: ['user', 'group', 'device'],
  }),
  ...openExtensionRoutes({
    name: 'administrativeUnits',
    path: UNITS.slice(1),
    resolve: resolveUnit,
    read: 'roles/read',
    write: 'administrativeUnits/write',
  }),
  reading(SCOPED, 'administrativeUnits.scopedRoleMembers.list', listScopedMembers),
  reading(`${SCOPED}/{memberId}`, 'administrativeUnits.scopedRoleMembers.get', getScopedMember, {
    permission: `GET ${SCOPED}/{id}`,
  }),
  writing('POST', SCOPED, 'administrativeUnits.scopedRoleMembers.add', postScopedMember),
  writing('DELETE', `${SCOPED}/{memberId}`, 'administrativeUnits.scopedRoleMembers.remove', deleteScopedMember, {
    permission: `DELETE ${SCOPED}/{id}`,
  }),
]

/** Directory roles in the older and the newer model, and administrative units. */
export const roleRoutes: readonly Route[] = [...directoryRoles, ...roleManagement, ...administrativeUnits]
