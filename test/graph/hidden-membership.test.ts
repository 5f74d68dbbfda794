import { beforeEach, describe, expect, it } from 'vitest'
import type { User } from '../../src/domain/directory/user-rows.js'
import { errorOf, eventual, openGraph } from './open-graph.js'

const HIDDEN = 'Member.Read.Hidden'
const READS = ['Directory.Read.All', 'User.Read.All', 'GroupMember.Read.All', 'AdministrativeUnit.Read.All'] as const
const hidden = {
  displayName: 'Hidden',
  mailEnabled: true,
  mailNickname: 'hidden',
  securityEnabled: true,
  groupTypes: ['Unified'],
  visibility: 'HiddenMembership',
}
const open = { displayName: 'Open', mailEnabled: false, mailNickname: 'open', securityEnabled: true }
const denied = {
  status: 403,
  code: 'Authorization_RequestDenied',
  message: 'Insufficient privileges to complete the operation.',
}
const reference = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` })

let graph: ReturnType<typeof openGraph>
let ann: User
let group: string
let other: string
let unit: string
let blind: { token: string }
let seeing: { token: string }

beforeEach(async () => {
  graph = openGraph()
  ann = graph.newUser('Ann')
  group = (await graph.post('/groups', hidden)).body.id
  other = (await graph.post('/groups', open)).body.id
  const body = { displayName: 'Unit', visibility: 'HiddenMembership' }
  unit = (await graph.post('/directory/administrativeUnits', body)).body.id
  for (const path of [`/groups/${group}`, `/groups/${other}`, `/directory/administrativeUnits/${unit}`]) {
    expect((await graph.post(`${path}/members/$ref`, reference(ann.id))).status).toBe(204)
  }
  blind = { token: graph.appWith(...READS) }
  seeing = { token: graph.appWith(...READS, HIDDEN) }
})

const ids = async (path: string, options: { token: string; headers?: Record<string, string> }) =>
  (await graph.get(path, options)).body.value.map(({ id }: { id: string }) => id)

describe('hidden members', () => {
  it('are told an app that may read them, and no other', async () => {
    for (const holder of [`/groups/${group}`, `/directory/administrativeUnits/${unit}`]) {
      for (const part of ['members', 'members/$ref', `members/${ann.id}`, 'members/microsoft.graph.user']) {
        expect(errorOf(await graph.get(`${holder}/${part}`, blind)), part).toEqual(denied)
        expect((await graph.get(`${holder}/${part}`, seeing)).status, part).toBe(200)
      }
      expect(errorOf(await graph.get(`${holder}/members/$count`, { ...blind, ...eventual }))).toEqual(denied)
      expect((await graph.get(`${holder}/members/$count`, { ...seeing, ...eventual })).body).toBe('1')
    }
    expect(errorOf(await graph.get(`/groups/${group}/transitiveMembers`, blind))).toEqual(denied)
    expect(errorOf(await graph.get(`/groups/${group}/membersWithLicenseErrors`, blind))).toEqual(denied)
    expect(await ids(`/groups/${other}/members`, blind)).toEqual([ann.id])
    expect((await graph.get(`/groups/${group}`, blind)).status).toBe(200)
  })

  it('are left out where the group is expanded, and of its changes', async () => {
    const expanded = async (options: { token: string }) =>
      (await graph.get(`/groups/${group}?$expand=members`, options)).body.members.length
    expect([await expanded(blind), await expanded(seeing)]).toEqual([0, 1])
    const changed = async (options: { token: string }) => {
      const { body } = await graph.get('/groups/delta?$select=displayName,members', options)
      return body.value.map((item: object) => [item, 'members@delta' in item] as const)
    }
    const told = async (options: { token: string }) =>
      Object.fromEntries(
        (await changed(options)).map(([{ displayName }, has]: [{ displayName: string }, boolean]) => [
          displayName,
          has,
        ]),
      )
    expect(await told(blind)).toEqual({ Hidden: false, Open: true })
    expect(await told(seeing)).toEqual({ Hidden: true, Open: true })
  })

  it('are told people who are in it, own it or administer it, through an app that may read them', async () => {
    const owner = graph.newUser('Owner')
    const admin = graph.newUser('Admin')
    graph.giveRole(admin, 'User Administrator')
    const stranger = graph.newUser('Stranger')
    await graph.post(`/groups/${group}/owners/$ref`, reference(owner.id))
    const statusFor = async (user: User, ...scopes: readonly string[]) =>
      (await graph.get(`/groups/${group}/members`, { token: graph.userWith(user, ...READS, ...scopes) })).status
    expect(await statusFor(ann, HIDDEN)).toBe(200)
    expect(await statusFor(owner, HIDDEN)).toBe(200)
    expect(await statusFor(admin, HIDDEN)).toBe(200)
    expect(await statusFor(admin, 'Directory.AccessAsUser.All')).toBe(200)
    expect(await statusFor(stranger, HIDDEN)).toBe(403)
    expect(await statusFor(ann)).toBe(403)
    const ofUnit = { token: graph.userWith(ann, ...READS, HIDDEN) }
    expect(await ids(`/directory/administrativeUnits/${unit}/members`, ofUnit)).toEqual([ann.id])
  })
})

describe('hidden memberships', () => {
  it.each(['memberOf', 'transitiveMemberOf'])('are left out of %s', async (name) => {
    const path = `/users/${ann.id}/${name}`
    expect(await ids(path, blind)).toEqual([other])
    expect((await ids(path, seeing)).sort()).toEqual([group, other, unit].sort())
    expect((await graph.get(`${path}/$count`, { ...blind, ...eventual })).body).toBe('1')
    expect(await ids(`${path}/microsoft.graph.group`, blind)).toEqual([other])
    expect((await graph.get(`${path}/${group}`, blind)).status).toBe(404)
    const { body } = await graph.get(`/users/${ann.id}?$expand=${name}`, blind)
    expect(body[name].map(({ id }: { id: string }) => id)).toEqual([other])
  })

  it('are not told by checks', async () => {
    const asked = async (operation: string, body: object, options: { token: string }) =>
      (await graph.post(`/users/${ann.id}/${operation}`, body, options)).body.value
    for (const [operation, body] of [
      ['getMemberGroups', { securityEnabledOnly: false }],
      ['checkMemberGroups', { groupIds: [group, other] }],
      ['checkMemberObjects', { ids: [group, other] }],
      ['getMemberObjects', { securityEnabledOnly: true }],
    ] as const) {
      expect(await asked(operation, body, blind), operation).toEqual([other])
      expect([...(await asked(operation, body, seeing))].sort(), operation).toEqual([group, other].sort())
    }
  })

  it('are left out of what somebody asks about himself, too', async () => {
    const mine = async (...scopes: readonly string[]) =>
      (await ids('/me/memberOf', { token: graph.userWith(ann, 'User.Read', ...READS, ...scopes) })).length
    expect([await mine(), await mine(HIDDEN)]).toEqual([1, 3])
  })
})
