import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { createEmulator, type EmulatorOptions } from '../../src/index.js'
import { describeHosts } from '../support/describe-hosts.js'
import { asDescribed } from './described-responses.js'

type Entry = Readonly<Record<string, unknown>>

const PASSWORD = 'xWwvJ]6NMw+bWH-d'
const frozen: EmulatorOptions = { clock: '2026-01-15T12:00:00Z', seed: 'audits' }

describeHosts(
  'the audit log',
  (host) => {
    const call = async (method: string, path: string, body?: object, headers?: { authorization: string }) => {
      const asked = { headers: headers ?? (await host.actors.asApp()), ...(body && { body }) }
      const address = path.startsWith('http') ? path : `/v1.0${path}`
      return asDescribed(method, address, await host.request(method, address, asked))
    }
    const done = async (method: string, path: string, body?: object, headers?: { authorization: string }) => {
      const answer = await call(method, path, body, headers)
      expect(answer.status, answer.text).toBeLessThan(300)
      return answer
    }
    const list = async (query = '') => {
      const { body } = await done('GET', `/auditLogs/directoryAudits${query}`)
      return body.value as Entry[]
    }
    const filtered = (filter: string) => list(`?$filter=${encodeURIComponent(filter)}`)
    const names = (entries: readonly Entry[]) => entries.map(({ activityDisplayName }) => activityDisplayName)
    const newUser = async (name: string, more: object = {}) => {
      const userPrincipalName = `${name}@${host.actors.tenant.defaultDomain}`
      const { body } = await done('POST', '/users', {
        ...{ accountEnabled: true, displayName: name, mailNickname: name, userPrincipalName },
        ...{ passwordProfile: { password: PASSWORD, forceChangePasswordNextSignIn: false }, ...more },
      })
      return { id: String(body.id), userPrincipalName }
    }
    const newGroup = async (more: object = {}) => {
      const group = { displayName: 'Crew', mailNickname: 'crew', mailEnabled: false, securityEnabled: true, ...more }
      return String((await done('POST', '/groups', group)).body.id)
    }
    const reference = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` })

    beforeEach(() => host.control.reset())

    it('is empty at first: nobody did what a fixture holds', async () => {
      expect(await list()).toEqual([])
      const made = await host.control.tenants({ fixture: 'contoso' })
      const app = made.apps.find(({ purpose }) => purpose === 'all-permissions')?.clientId
      const scope = 'https://graph.microsoft.com/.default'
      const { access_token } = await host.control.tokens({ tenantId: made.id, app, scope })
      const headers = { authorization: `Bearer ${access_token}` }
      expect((await done('GET', '/auditLogs/directoryAudits', undefined, headers)).body.value).toEqual([])
    })

    it('tells of an update by a user as Microsoft Graph does, with both values', async () => {
      const { id, userPrincipalName } = await newUser('ann', { jobTitle: 'Clerk' })
      const admin = host.actors.user('global-administrator')
      const headers = await host.actors.asUser()
      const update = await done('PATCH', `/users/${id}`, { jobTitle: 'Baker', accountEnabled: false }, headers)
      const correlationId = update.headers['request-id']
      const answer = await done('GET', `/auditLogs/directoryAudits?$filter=correlationId eq '${correlationId}'`)
      expect(answer.body['@odata.context']).toBe(`${host.origin}/v1.0/$metadata#auditlogs/directoryaudits`)
      const entries = answer.body.value as Entry[]
      expect(names(entries)).toEqual(['Update user', 'Disable account'])
      expect(entries[0]).toEqual({
        id: expect.stringMatching(new RegExp(`^Directory_${correlationId}_[0-9A-Z]{5}_2$`)),
        activityDateTime: '2026-01-15T12:00:00Z',
        activityDisplayName: 'Update user',
        additionalDetails: [],
        category: 'UserManagement',
        correlationId,
        initiatedBy: {
          user: {
            ...{ id: admin.id, displayName: expect.any(String), userPrincipalName: admin.userPrincipalName },
            ...{ ipAddress: '', userType: 'Member', homeTenantId: null, homeTenantName: null },
          },
          app: null,
        },
        loggedByService: 'Core Directory',
        operationType: 'Update',
        result: 'success',
        resultReason: '',
        targetResources: [
          {
            ...{ id, displayName: 'ann', type: 'User', userPrincipalName, groupType: null },
            modifiedProperties: [
              { displayName: 'AccountEnabled', oldValue: '[true]', newValue: '[false]' },
              { displayName: 'JobTitle', oldValue: '["Clerk"]', newValue: '["Baker"]' },
              {
                displayName: 'Included Updated Properties',
                oldValue: null,
                newValue: '"AccountEnabled, JobTitle"',
              },
            ],
          },
        ],
      })
    })

    it('tells of devices and of whose they are', async () => {
      const { id } = await newUser('ann')
      const headers = await host.actors.asUser()
      const kind = { operatingSystem: 'linux', operatingSystemVersion: '1', alternativeSecurityIds: [] }
      const deviceId = '4c299165-6e8f-4b45-a5ba-c5d250a707ff'
      const given = { ...kind, accountEnabled: true, deviceId, displayName: 'Laptop' }
      const device = String((await done('POST', '/devices', given, headers)).body.id)
      await done('PATCH', `/devices/${device}`, { displayName: 'Desktop' }, headers)
      await done('POST', `/devices/${device}/registeredOwners/$ref`, reference(id), headers)
      await done('DELETE', `/devices/${device}/registeredOwners/${id}/$ref`, undefined, headers)
      await done('POST', `/devices/${device}/registeredUsers/$ref`, reference(id), headers)
      await done('DELETE', `/devices/${device}`, undefined, headers)
      const told = await filtered("category eq 'Device'")
      expect(names(told).reverse()).toEqual([
        'Add device',
        'Update device',
        'Add registered owner to device',
        'Remove registered owner from device',
        'Add registered users to device',
        'Delete device',
      ])
      expect(told[1]?.targetResources).toMatchObject([
        { id, type: 'User' },
        { id: device, type: 'Device' },
      ])
    })

    it('tells of the life of a user, and of no password', async () => {
      const { id } = await newUser('ben')
      await done('PATCH', `/users/${id}`, { passwordProfile: { password: 'nQ8!rTz2#pLw9' } })
      await done('POST', `/users/${id}/revokeSignInSessions`)
      await done('DELETE', `/users/${id}`)
      await done('POST', `/directory/deletedItems/${id}/restore`)
      await done('DELETE', `/users/${id}`)
      await done('DELETE', `/directory/deletedItems/${id}`)
      const entries = await filtered(`targetResources/any(t: t/id eq '${id}')`)
      expect(new Set(names(entries))).toEqual(
        new Set([
          ...['Hard Delete user', 'Delete user', 'Restore user', 'Update StsRefreshTokenValidFrom Timestamp'],
          ...['Reset user password', 'Add user'],
        ]),
      )
      expect(entries.at(-1)).toMatchObject({ activityDisplayName: 'Add user', operationType: 'Add' })
      expect(entries[0]).toMatchObject({ targetResources: [{ displayName: 'ben', type: 'User' }] })
      expect(JSON.stringify(entries)).not.toMatch(/xWwvJ|nQ8!|hash|salt/)
      const { clientId, displayName } = host.actors.app('all-permissions')
      expect(entries[0]?.initiatedBy).toMatchObject({ user: null, app: { appId: clientId, displayName } })
    })

    it('knows who changed the own password from who reset another one', async () => {
      const member = host.actors.user('licensed-member')
      const headers = await host.actors.asUser('licensed-member')
      const passwords = { currentPassword: member.password, newPassword: 'nQ8!rTz2#pLw9' }
      await done('POST', '/me/changePassword', passwords, headers)
      expect(await filtered("activityDisplayName eq 'Change user password'")).toMatchObject([
        { initiatedBy: { user: { id: member.id } }, targetResources: [{ id: member.id, type: 'User' }] },
      ])
    })

    it('tells of members and owners with the group they came to, and left', async () => {
      const { id } = await newUser('cid')
      const group = await newGroup({ groupTypes: ['Unified'], mailEnabled: true })
      await done('POST', `/groups/${group}/members/$ref`, reference(id))
      await done('POST', `/groups/${group}/owners/$ref`, reference(id))
      await done('DELETE', `/groups/${group}/members/${id}/$ref`)
      const entries = await filtered("category eq 'GroupManagement'")
      expect(names(entries)).toEqual([
        ...['Remove member from group', 'Add owner to group', 'Add member to group', 'Add group'],
      ])
      const [removed, , added] = entries
      expect(added).toMatchObject({
        operationType: 'Assign',
        targetResources: [
          {
            ...{ id, type: 'User', displayName: 'cid' },
            modifiedProperties: [
              { displayName: 'Group.ObjectID', oldValue: null, newValue: `"${group}"` },
              { displayName: 'Group.DisplayName', oldValue: null, newValue: '"Crew"' },
            ],
          },
          { id: group, type: 'Group', groupType: 'unifiedGroups', modifiedProperties: [] },
        ],
      })
      expect(removed).toMatchObject({
        operationType: 'Unassign',
        targetResources: [{ modifiedProperties: [{ oldValue: `"${group}"`, newValue: null }, {}] }, { id: group }],
      })
    })

    it('does not tell of memberships that end with the user', async () => {
      const { id } = await newUser('dan')
      const group = await newGroup()
      await done('POST', `/groups/${group}/members/$ref`, reference(id))
      const { headers } = await done('DELETE', `/users/${id}`)
      expect(names(await filtered(`correlationId eq '${headers['request-id']}'`))).toEqual(['Delete user'])
    })

    it('names the service that follows membership rules, and what was done to a domain', async () => {
      const rule = { membershipRule: 'user.department -eq "Sea"', membershipRuleProcessingState: 'On' }
      await newGroup({ groupTypes: ['DynamicMembership'], ...rule })
      await newUser('kim', { department: 'Sea' })
      expect((await filtered("activityDisplayName eq 'Add member to group'"))[0]?.initiatedBy).toMatchObject({
        app: { displayName: 'Microsoft Approval Management' },
      })
      await done('POST', '/domains', { id: 'sea.example' })
      await done('POST', '/domains/sea.example/verify')
      await done('DELETE', '/domains/sea.example')
      expect(names(await filtered("category eq 'DirectoryManagement'"))).toEqual([
        ...['Remove verified domain', 'Verify domain', 'Add unverified domain'],
      ])
      await done('PATCH', '/policies/authorizationPolicy', { allowInvitesFrom: 'none' })
      await done('PATCH', '/policies/authorizationPolicy', { allowInvitesFrom: 'everyone' })
      const [changed, ...others] = await filtered("category eq 'AuthorizationPolicy'")
      expect(names(others)).toEqual(['Update authorization policy'])
      expect(changed).toMatchObject({
        targetResources: [
          {
            type: 'Policy',
            modifiedProperties: [
              { displayName: 'AllowInvitesFrom', oldValue: '["none"]', newValue: '["everyone"]' },
              {},
            ],
          },
        ],
      })
    })

    it('names the role that somebody was given', async () => {
      const { id } = await newUser('eve')
      const roleDefinitionId = 'fe930be7-5e62-47db-91af-98c3a49a38b1'
      const assignment = { principalId: id, roleDefinitionId, directoryScopeId: '/' }
      await done('POST', '/roleManagement/directory/roleAssignments', assignment)
      const [entry] = await filtered("activityDisplayName eq 'Add member to role'")
      expect(entry).toMatchObject({
        category: 'RoleManagement',
        targetResources: [
          {
            ...{ id, type: 'User' },
            modifiedProperties: [
              { displayName: 'Role.ObjectID' },
              { displayName: 'Role.DisplayName', newValue: '"User Administrator"' },
              { displayName: 'Role.TemplateId', newValue: `"${roleDefinitionId}"` },
            ],
          },
          { id: roleDefinitionId, displayName: 'User Administrator', type: 'Role' },
        ],
      })
    })

    it('tells of licenses in words, and whose they are that come with a group', async () => {
      const { id } = await newUser('fay', { usageLocation: 'FR' })
      const { body } = await done('GET', '/subscribedSkus')
      const sku = (body.value as Entry[]).find(({ appliesTo }) => appliesTo === 'User')
      const license = { addLicenses: [{ skuId: sku?.skuId, disabledPlans: [] }], removeLicenses: [] }
      await done('POST', `/users/${id}/assignLicense`, license)
      await done('POST', `/users/${id}/assignLicense`, { addLicenses: [], removeLicenses: [sku?.skuId] })
      const group = await newGroup()
      await done('POST', `/groups/${group}/assignLicense`, license)
      await done('POST', `/groups/${group}/members/$ref`, reference(id))
      const changes = await filtered("activityDisplayName eq 'Change user license'")
      expect(changes).toHaveLength(3)
      expect(changes[2]).toMatchObject({
        targetResources: [
          {
            modifiedProperties: [
              {
                displayName: 'AssignedLicense',
                oldValue: '[]',
                newValue: JSON.stringify([
                  `[SkuName=${sku?.skuPartNumber}, AccountId=${host.actors.tenant.id}, SkuId=${sku?.skuId}, DisabledPlans=[]]`,
                ]),
              },
              {},
            ],
          },
        ],
      })
      expect(changes[0]?.initiatedBy).toMatchObject({
        user: null,
        app: { appId: null, displayName: 'Microsoft Entra ID Group-Based Licensing' },
      })
    })

    it('tells of apps, their keys and permissions, and keeps the secrets', async () => {
      const { body: app } = await done('POST', '/applications', { displayName: 'Robot' })
      const { body: principal } = await done('POST', '/servicePrincipals', { appId: app.appId })
      const { body: key } = await done('POST', `/applications/${app.id}/addPassword`, {
        passwordCredential: { displayName: 'first' },
      })
      const found = await done('GET', "/servicePrincipals?$filter=appId eq '00000003-0000-0000-c000-000000000000'")
      const [graph] = found.body.value as Entry[]
      const readAll = 'df021288-bdef-4463-88db-98f22de89214'
      await done('POST', `/servicePrincipals/${principal.id}/appRoleAssignments`, {
        ...{ principalId: principal.id, resourceId: graph?.id, appRoleId: readAll },
      })
      const entries = await filtered("category eq 'ApplicationManagement'")
      expect(names(entries)).toEqual([
        'Add app role assignment to service principal',
        'Update application – Certificates and secrets management ',
        'Add service principal',
        'Add application',
      ])
      const keyText = `[KeyIdentifier=${key.keyId},KeyType=Password,KeyUsage=Verify,DisplayName=first]`
      expect(entries[1]).toMatchObject({
        targetResources: [
          {
            ...{ id: app.id, type: 'Application' },
            modifiedProperties: [{ displayName: 'KeyDescription', newValue: JSON.stringify([keyText]) }, {}],
          },
        ],
      })
      expect(entries[0]).toMatchObject({
        targetResources: [{ id: graph?.id, displayName: 'Microsoft Graph' }, { id: principal.id }],
      })
      expect(JSON.stringify(entries[0])).toContain('\\"User.Read.All\\"')
      expect(JSON.stringify(entries)).not.toContain(String(key.secretText))
    })

    it('filters, sorts and pages, and answers for one entry', async () => {
      for (const name of ['gil', 'hal', 'ida']) await newUser(name)
      const admin = host.actors.app('all-permissions')
      expect(await filtered(`initiatedBy/app/appId eq '${admin.clientId}'`)).toHaveLength(3)
      expect(await filtered("initiatedBy/user/userPrincipalName eq 'nobody@example.com'")).toEqual([])
      expect(await filtered("targetResources/any(t: startswith(t/displayName, 'ha'))")).toHaveLength(1)
      expect(
        await filtered("startswith(activityDisplayName, 'Add') and loggedByService eq 'Core Directory'"),
      ).toHaveLength(3)
      expect(await filtered('activityDateTime ge 2026-01-15T12:00:01Z')).toEqual([])
      const first = await done('GET', '/auditLogs/directoryAudits?$top=2&$orderby=activityDateTime desc')
      expect(first.body.value).toHaveLength(2)
      const rest = await done('GET', String(first.body['@odata.nextLink']))
      const both = [...(first.body.value as Entry[]), ...(rest.body.value as Entry[])]
      expect(new Set(both.map(({ id }) => id)).size).toBe(3)
      const one = await done('GET', `/auditLogs/directoryAudits/${both[0]?.id}`)
      expect(one.body).toMatchObject({
        '@odata.context': `${host.origin}/v1.0/$metadata#auditlogs/directoryaudits/$entity`,
        ...both[0],
      })
      expect((await call('GET', '/auditLogs/directoryAudits/Directory_none')).status).toBe(404)
      expect((await call('GET', "/auditLogs/directoryAudits?$filter=resultReason eq 'x'")).status).toBe(400)
    })

    it('opens to those whose role it is, and forgets after 30 days', async () => {
      const { id, userPrincipalName } = await newUser('jon')
      expect(await list()).toHaveLength(1)
      const scope = 'https://graph.microsoft.com/.default'
      const { access_token } = await host.control.tokens({ user: userPrincipalName, scope })
      const headers = { authorization: `Bearer ${access_token}` }
      expect((await call('GET', '/auditLogs/directoryAudits', undefined, headers)).status).toBe(403)
      const roleDefinitionId = '4a5d8f65-41da-4de4-8968-e035b65339cf'
      await done('POST', '/roleManagement/directory/roleAssignments', {
        ...{ principalId: id, roleDefinitionId, directoryScopeId: '/' },
      })
      expect((await call('GET', '/auditLogs/directoryAudits', undefined, headers)).status).toBe(200)
      expect((await call('PATCH', `/users/${id}`, { displayName: '' })).status).toBe(400)
      expect(names(await list())).toEqual(['Add member to role', 'Add role from template', 'Add user'])
      await host.control.clock({ advance: 'P31D' })
      expect(await list()).toEqual([])
      await host.control.clock({ reset: true })
    })
  },
  frozen,
)

describe('the audit log of a data folder', () => {
  it('is there after a restart', async () => {
    const data = await mkdtemp(join(tmpdir(), 'graphverse-audits-'))
    const open = async () => {
      const emulator = await createEmulator({ ...frozen, data, store: 'file' })
      const [tenant] = emulator.control.info('http://localhost:4400').tenants
      const app = tenant?.apps.find(({ purpose }) => purpose === 'all-permissions')?.clientId
      const { access_token } = await emulator.control.tokens({ app, scope: 'https://graph.microsoft.com/.default' })
      const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' }
      const ask = (path: string, init: RequestInit = {}) =>
        emulator.fetch(new Request(`http://localhost:4400/v1.0${path}`, { ...init, headers }))
      return { emulator, ask }
    }
    try {
      const before = await open()
      const group = { displayName: 'Crew', mailNickname: 'crew', mailEnabled: false, securityEnabled: true }
      expect((await before.ask('/groups', { method: 'POST', body: JSON.stringify(group) })).status).toBe(201)
      const told = await (await before.ask('/auditLogs/directoryAudits')).json()
      expect(told.value).toHaveLength(1)
      await before.emulator.close()
      const after = await open()
      expect(await (await after.ask('/auditLogs/directoryAudits')).json()).toEqual(told)
      await after.emulator.close()
    } finally {
      await rm(data, { recursive: true, force: true })
    }
  })
})
