import { describe, expect, it } from 'vitest'
import { createGroupAsGiven } from '../../src/domain/directory/create-group.js'
import { getGroup } from '../../src/domain/directory/find-principal.js'
import type { GroupChanges } from '../../src/domain/directory/group-changes.js'
import { linkAsGiven } from '../../src/domain/directory/group-links.js'
import { assignRole, directoryRoleId } from '../../src/domain/directory/role-assignments.js'
import { applications, groups as groupTable } from '../../src/domain/directory/tables.js'
import { guidOf } from '../../src/kernel/guid.js'
import type { Transaction } from '../../src/store/transaction.js'
import { claimsOf, createLoginDoor } from './login-door.js'
import { grantRole, grantScope, ids, PASSWORD, TENANT } from './tiny-tenant.js'

const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1'
const MEMBER = 'b79fbf4d-3ef9-4689-8143-76b194e85509'
const groups = { inner: guidOf('inner'), outer: guidOf('outer'), team: guidOf('team') }

const security: GroupChanges = { groupTypes: [], mailEnabled: false, securityEnabled: true }
const unified: GroupChanges = { groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false }

function addGroup(transaction: Transaction, name: string, change: GroupChanges, memberId: string) {
  const id = guidOf(name)
  createGroupAsGiven(transaction, { displayName: name, mailNickname: name, ...change }, { id })
  linkAsGiven(transaction, 'member', id, memberId)
}

function configure(transaction: Transaction, appId: string, extra: object) {
  const application = transaction.table(applications).findFirst('appId', appId)
  if (!application) throw new Error(`no app ${appId}`)
  transaction.replace(applications, { ...application, extra: { ...application.extra, ...extra } })
}

/** Ann's id token and her access token for the API, both with these settings. */
async function issue(extra: object, arrange: (transaction: Transaction) => void = () => undefined) {
  const { token, write } = createLoginDoor()
  write((transaction) => {
    addGroup(transaction, 'inner', security, ids.ann)
    addGroup(transaction, 'outer', security, groups.inner)
    addGroup(transaction, 'team', unified, ids.ann)
    assignRole(transaction, ids.ann, USER_ADMINISTRATOR)
    grantScope(transaction, ids.publicPrincipal, ids.apiPrincipal, 'Orders.Read')
    arrange(transaction)
    configure(transaction, ids.publicClient, extra)
    configure(transaction, ids.api, extra)
  })
  const form = { grant_type: 'password', client_id: ids.publicClient, username: 'ann@contoso.onmicrosoft.com' }
  const { body } = await token({ ...form, password: PASSWORD, scope: 'openid profile api://orders/Orders.Read' })
  return { idToken: claimsOf(body.id_token), accessToken: claimsOf(body.access_token) }
}

describe('groupMembershipClaims', () => {
  const role = directoryRoleId(TENANT, USER_ADMINISTRATOR)

  it.each([
    [null, undefined, undefined],
    ['None', undefined, undefined],
    ['SecurityGroup', [groups.inner, groups.outer, role], undefined],
    ['DirectoryRole', undefined, [USER_ADMINISTRATOR, MEMBER]],
    ['All', [groups.inner, groups.team, groups.outer], [USER_ADMINISTRATOR, MEMBER]],
    ['ApplicationGroup', undefined, undefined],
    ['SecurityGroup, DirectoryRole', [groups.inner, groups.outer, role], [USER_ADMINISTRATOR, MEMBER]],
  ])('%s', async (groupMembershipClaims, expected, wids) => {
    const tokens = await issue({ groupMembershipClaims })
    for (const claims of [tokens.idToken, tokens.accessToken]) {
      expect(claims.groups && new Set(claims.groups)).toEqual(expected && new Set(expected))
      expect(claims.wids).toEqual(wids)
    }
  })

  it('ApplicationGroup names assigned groups of which somebody is a direct member', async () => {
    const { idToken, accessToken } = await issue({ groupMembershipClaims: 'ApplicationGroup' }, (transaction) => {
      for (const group of [groups.outer, groups.team]) grantRole(transaction, group, ids.publicPrincipal, 'any')
    })
    expect(idToken.groups).toEqual([groups.team])
    expect(accessToken).not.toHaveProperty('groups')
  })

  it('says where to ask once there are more than 200', async () => {
    const many = (count: number) => (transaction: Transaction) => {
      for (let at = 0; at < count; at++) addGroup(transaction, `group-${at}`, security, ids.ann)
    }
    expect((await issue({ groupMembershipClaims: 'All' }, many(197))).idToken.groups).toHaveLength(200)
    const { idToken } = await issue({ groupMembershipClaims: 'All' }, many(198))
    expect(idToken).not.toHaveProperty('groups')
    expect(idToken).toMatchObject({
      _claim_names: { groups: 'src1' },
      _claim_sources: { src1: { endpoint: `http://127.0.0.1:4400/v1.0/users/${ids.ann}/getMemberObjects` } },
    })
  })
})

describe('the optional claim groups', () => {
  const asked = (...additionalProperties: string[]) => ({
    groupMembershipClaims: 'ApplicationGroup',
    optionalClaims: { idToken: [{ name: 'groups', additionalProperties }] },
  })
  const arrange = (transaction: Transaction) => {
    const names = {
      onPremisesSamAccountName: 'Staff',
      onPremisesDomainName: 'corp.example',
      onPremisesNetBiosName: 'CORP',
    }
    addGroup(transaction, 'synced', { ...security, extra: names }, ids.ann)
    transaction.replace(groupTable, { ...getGroup(transaction, guidOf('synced')), onPremisesSyncEnabled: true })
    for (const group of [guidOf('synced'), groups.inner]) grantRole(transaction, group, ids.publicPrincipal, 'any')
  }

  it.each([
    [[], [groups.inner, guidOf('synced')]],
    [['sam_account_name'], ['Staff']],
    [['dns_domain_and_sam_account_name'], ['corp.example\\Staff']],
    [['netbios_domain_and_sam_account_name', 'sam_account_name'], ['CORP\\Staff']],
    [['cloud_displayname'], ['inner']],
    [
      ['sam_account_name', 'cloud_displayname'],
      ['inner', 'Staff'],
    ],
  ])('writes groups by %j as %j', async (properties, expected) => {
    const { idToken } = await issue(asked(...properties), arrange)
    expect(new Set(idToken.groups)).toEqual(new Set(expected))
  })

  it('puts groups in the place of app roles', async () => {
    const { idToken } = await issue(asked('sam_account_name', 'emit_as_roles'), arrange)
    expect([idToken.groups, idToken.roles]).toEqual([undefined, ['Staff']])
  })
})

describe('app roles of users', () => {
  it('count when held directly or by a direct group, on or off', async () => {
    const { accessToken } = await issue({}, (transaction) => {
      grantRole(transaction, groups.inner, ids.apiPrincipal, 'Orders.Read.All')
    })
    expect(accessToken.roles).toEqual(['Orders.Read.All'])
    const nested = await issue({}, (transaction) => {
      grantRole(transaction, groups.outer, ids.apiPrincipal, 'Orders.Read.All')
    })
    expect(nested.accessToken).not.toHaveProperty('roles')
  })

  it('stand in the id token when they are those of the app that signs in', async () => {
    const { token, write } = createLoginDoor()
    write((transaction) => {
      grantScope(transaction, ids.publicPrincipal, ids.apiPrincipal, 'Orders.Read')
      grantRole(transaction, ids.ann, ids.apiPrincipal, 'Orders.Read.All')
      const api = transaction.table(applications).findFirst('appId', ids.api)
      if (api) transaction.replace(applications, { ...api, isFallbackPublicClient: true })
      grantScope(transaction, ids.apiPrincipal, ids.graphPrincipal, 'User.Read')
    })
    const form = { grant_type: 'password', username: 'ann@contoso.onmicrosoft.com', password: PASSWORD }
    const signIn = async (client_id: string) =>
      claimsOf((await token({ ...form, client_id, scope: 'openid User.Read' })).body.id_token)
    expect((await signIn(ids.api)).roles).toEqual(['Orders.Read.All'])
    expect(await signIn(ids.publicClient)).not.toHaveProperty('roles')
  })
})
