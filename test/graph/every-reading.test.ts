import { beforeAll, describe, expect, it } from 'vitest'
import { permissionsOfRoute } from '../../src/surfaces/graph/authorize.js'
import type { Route } from '../../src/surfaces/graph/call.js'
import { routes } from '../../src/surfaces/graph/routes.js'
import { maySucceed } from './described-responses.js'
import { errorOf, eventual, ORIGIN, openGraph } from './open-graph.js'

// One tenant in which everything has something to show; the tests only read.
const graph = openGraph()
const reference = (id: string) => ({ '@odata.id': `directoryObjects/${id}` })
const REPORTS_READER = '4a5d8f65-41da-4de4-8968-e035b65339cf'
const NOBODY = '00000000-0000-0000-0000-000000000001'
const ROLES = '/roleManagement/directory'

/** Which object stands for `{id}` behind the name of a set. */
const ids: Record<string, string> = {}
const user = graph.newUser('Ann', { usageLocation: 'NO' })
const boss = graph.newUser('Boss')
const admin = { token: '' }

const made = async (path: string, body: object): Promise<string> => {
  const answer = await graph.post(path, body)
  expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body?.id ?? ''
}

beforeAll(async () => {
  for (const role of ['Global Administrator', 'Attribute Definition Administrator']) graph.giveRole(user, role)
  const permissions = new Set(routes.flatMap((route) => permissionsOfRoute(route)?.delegated ?? []))
  admin.token = graph.userWith(user, ...permissions)
  Object.assign(ids, {
    users: user.id,
    directoryObjects: user.id,
    servicePrincipals: graph.app.id,
    directoryRoleTemplates: REPORTS_READER,
  })
  const group = { displayName: 'Outer', mailEnabled: false, mailNickname: 'outer', securityEnabled: true }
  const outer = await made('/groups', group)
  ids.groups = await made('/groups', { ...group, displayName: 'Inner' })
  const leaf = await made('/groups', { ...group, displayName: 'Leaf' })
  await made(`/groups/${outer}/members/$ref`, reference(ids.groups))
  for (const id of [user.id, leaf, graph.app.id]) await made(`/groups/${ids.groups}/members/$ref`, reference(id))
  for (const id of [user.id, graph.app.id]) await made(`/groups/${ids.groups}/owners/$ref`, reference(id))
  await people()
  await devices()
  await apps()
  await settings()
  await roles()
  await deletions()
})

async function people(): Promise<void> {
  await graph.call('PUT', `/users/${user.id}/manager/$ref`, { body: reference(boss.id) })
  await graph.call('PUT', `/users/${boss.id}/manager/$ref`, { body: reference(user.id) })
  await made(`/users/${user.id}/sponsors/$ref`, reference(boss.id))
  await made(`/users/${boss.id}/sponsors/$ref`, reference(user.id))
  const extension = { '@odata.type': 'microsoft.graph.openTypeExtension', extensionName: 'com.x', a: 1 }
  ids.organization = (await graph.get('/organization')).body.value[0].id
  for (const set of ['users', 'groups', 'organization']) await made(`/${set}/${ids[set]}/extensions`, extension)
  graph.buy('POWERAPPS_PER_USER', 5)
  const [sku] = (await graph.get('/subscribedSkus')).body.value
  await made(`/users/${user.id}/assignLicense`, { addLicenses: [{ skuId: sku.skuId }], removeLicenses: [] })
  graph.buy('ENTERPRISEPACK', 0)
  const [, unsold] = (await graph.get('/subscribedSkus')).body.value
  await made(`/groups/${ids.groups}/assignLicense`, { addLicenses: [{ skuId: unsold.skuId }], removeLicenses: [] })
  await graph.raw({
    method: 'PUT',
    url: `${ORIGIN}/v1.0/users/${user.id}/photo/$value`,
    headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'image/gif' },
    body: Uint8Array.from([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 48, 0, 64, 0, 0xff, 0, 0x80]),
  })
  graph.giveRole(boss, 'Privileged Authentication Administrator')
  const token = graph.userWith(boss, 'UserAuthenticationMethod.ReadWrite.All')
  const reset = `/users/${user.id}/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword`
  const { headers } = await graph.call('POST', reset, { token })
  ids.operations = new URL(String(headers.location)).pathname.split('/').at(-1) ?? ''
  const gone = graph.newUser('Gone')
  await graph.remove(`/users/${gone.id}`)
  ids.deletedItems = gone.id
}

async function devices(): Promise<void> {
  const device = {
    ...{ accountEnabled: true, displayName: 'Laptop', operatingSystem: 'linux', operatingSystemVersion: '1' },
    ...{ deviceId: NOBODY, alternativeSecurityIds: [] },
  }
  const asAdmin = { token: graph.userWith(user, 'Directory.AccessAsUser.All') }
  const { id } = (await graph.post('/devices', device, asAdmin)).body
  for (const people of ['registeredOwners', 'registeredUsers']) {
    await graph.post(`/devices/${id}/${people}/$ref`, reference(user.id), asAdmin)
  }
  await made(`/groups/${ids.groups}/members/$ref`, reference(id))
  ids.devices = id
  await graph.post(`/devices/${id}/extensions`, { extensionName: 'com.x' }, asAdmin)
}

async function apps(): Promise<void> {
  const { value } = (await graph.get(`/applications?$filter=appId eq '${graph.app.appId}'`)).body
  ids.applications = value[0].id
  for (const set of ['applications', 'servicePrincipals']) {
    await made(`/${set}/${ids[set]}/owners/$ref`, reference(user.id))
  }
  await made(`/applications/${ids.applications}/federatedIdentityCredentials`, {
    ...{ name: 'pipeline', issuer: 'https://ci.example', subject: 'main', audiences: ['api://AzureADTokenExchange'] },
  })
  await made(`/applications/${ids.applications}/extensionProperties`, {
    ...{ name: 'size', dataType: 'String', targetObjects: ['User'] },
  })
  await made('/schemaExtensions', {
    ...{ id: 'shirts', description: 'x', targetTypes: ['User'], owner: graph.app.appId },
    properties: [{ name: 'size', type: 'String' }],
  })
  await made('/policies/tokenLifetimePolicies', {
    ...{ displayName: 'Short', isOrganizationDefault: true },
    definition: ['{"TokenLifetimePolicy":{"Version":1,"AccessTokenLifetime":"1:00:00"}}'],
  })
  ids.subscriptions = await made('/subscriptions', {
    ...{ changeType: 'updated', resource: 'users', notificationUrl: 'https://localhost/hook' },
    expirationDateTime: new Date(graph.clock.now() + 3_600_000).toISOString(),
  })
  const [api] = (await graph.get("/servicePrincipals?$filter=appId eq '00000003-0000-0000-c000-000000000000'")).body
    .value
  const { id: appRoleId } = api.appRoles.find(({ value: name }: { value: string }) => name === 'User.Read.All')
  await made(`/servicePrincipals/${graph.app.id}/appRoleAssignments`, {
    ...{ principalId: graph.app.id, resourceId: api.id, appRoleId },
  })
  const grant = { consentType: 'AllPrincipals', resourceId: api.id, scope: 'User.Read' }
  ids.oauth2PermissionGrants = await made('/oauth2PermissionGrants', { clientId: graph.app.id, ...grant })
  for (const set of ['users', 'groups']) {
    const assigned = {
      principalId: ids[set],
      resourceId: graph.app.id,
      appRoleId: '00000000-0000-0000-0000-000000000000',
    }
    await made(`/${set}/${ids[set]}/appRoleAssignments`, assigned)
  }
}

async function settings(): Promise<void> {
  ids.groupSettingTemplates = '62375ab9-6b52-47ed-826b-58e47e0e304b'
  ids.attributeSets = await made('/directory/attributeSets', { id: 'Engineering' })
  ids.customSecurityAttributeDefinitions = await made('/directory/customSecurityAttributeDefinitions', {
    ...{ attributeSet: 'Engineering', name: 'Project', status: 'Available', type: 'String' },
    ...{ isCollection: true, isSearchable: true, usePreDefinedValuesOnly: true },
    allowedValues: [{ id: 'Alpine', isActive: true }],
  })
  ids.groupSettings = await made('/groupSettings', { templateId: ids.groupSettingTemplates, values: [] })
}

async function roles(): Promise<void> {
  const assigned = { principalId: graph.app.id, roleDefinitionId: REPORTS_READER, directoryScopeId: '/' }
  await made(`${ROLES}/roleAssignments`, assigned)
  const [role] = (await graph.get(`/directoryRoles?$filter=roleTemplateId eq '${REPORTS_READER}'`)).body.value
  ids.directoryRoles = role.id
  ids.assignedPrincipals = 'transitive=true'
  ids.administrativeUnits = await made('/directory/administrativeUnits', { displayName: 'Oslo' })
  await made(`/directory/administrativeUnits/${ids.administrativeUnits}/extensions`, { extensionName: 'com.x' })
  for (const id of [user.id, ids.groups ?? '']) {
    await made(`/directory/administrativeUnits/${ids.administrativeUnits}/members/$ref`, reference(id))
  }
  await made(`/directory/administrativeUnits/${ids.administrativeUnits}/scopedRoleMembers`, {
    ...{ roleId: role.id, roleMemberInfo: { id: user.id } },
  })
}

/** What was deleted, by type. */
const gone: Record<string, string> = {}

async function deletions(): Promise<void> {
  gone.user = ids.deletedItems ?? ''
  const group = { displayName: 'Gone', mailNickname: 'gone', securityEnabled: false }
  gone.group = await made('/groups', { ...group, mailEnabled: true, groupTypes: ['Unified'] })
  gone.administrativeUnit = await made('/directory/administrativeUnits', { displayName: 'Gone' })
  gone.application = await made('/applications', { displayName: 'Gone' })
  const { appId } = (await graph.get(`/applications/${gone.application}`)).body
  gone.servicePrincipal = await made('/servicePrincipals', { appId })
  for (const type of ['group', 'administrativeUnit', 'servicePrincipal', 'application'])
    await graph.remove(`/directoryObjects/${gone[type]}`)
}

/** What not every object has, what is no resource of its own, and what needs a filter. */
const UNREADABLE =
  /rootDomain$|^\/directory\/deletedItems$|^\/auditLogs|^\/\$metadata|invitedBy|createdOnBehalfOf|transitiveRoleAssignments|^\/groups\/\{id\}\/settings\/\{/

const readings = routes.filter(({ method, path }) => method === 'GET' && !UNREADABLE.test(path))

/** A path with real ids: that of an object, and behind it the first that the list before it shows. */
async function filled({ path: template }: Route): Promise<string> {
  let path = ''
  const [, type = ''] = /^\/directory\/deletedItems\/\{id\}\/microsoft\.graph\.(\w+)/.exec(template) ?? []
  for (const segment of template.split('/').slice(1)) {
    const known = gone[type] ?? ids[path.slice(path.lastIndexOf('/') + 1)]
    path += `/${segment.startsWith('{') ? (known ?? (await firstOf(path)) ?? NOBODY) : segment}`
  }
  return path
}

async function firstOf(path: string): Promise<string | undefined> {
  const { status, body } = await graph.get(path, { ...eventual, token: admin.token })
  expect(status, `${path}: ${JSON.stringify(body)}`).toBe(200)
  return body.value[0]?.id
}

describe('every reading operation', () => {
  it.each(readings.map((route) => [route.path, route] as const))('GET %s', async (_, route) => {
    const path = await filled(route)
    const version = route.betaOnly ? '/beta' : ''
    const answer = await graph.get(`${version}${path}`, { ...eventual, token: admin.token })
    if (!maySucceed(route.operationId)) {
      return expect(errorOf(answer)).toMatchObject({ status: 404, code: 'Request_ResourceNotFound' })
    }
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200)
  })
})

describe('every question about memberships', () => {
  const questions = routes.filter(({ path }) => /\/(get|check)Member(Groups|Objects)$/.test(path))
  it.each(questions.map((route) => [route.path, route] as const))('POST %s', async (_, route) => {
    const set = route.path.split('/')[1] ?? ''
    const path = route.path.replace('{id}', (set === 'directoryObjects' ? ids.users : ids[set]) ?? '')
    const body = path.includes('/check')
      ? { groupIds: [ids.groups], ids: [ids.groups] }
      : { securityEnabledOnly: false }
    const { groupIds, ...others } = body
    const given = path.endsWith('checkMemberGroups') ? { groupIds } : others
    const answer = await graph.post(path, given, { token: admin.token })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    if (set !== 'groups') expect(answer.body.value).toContain(ids.groups)
  })
})
