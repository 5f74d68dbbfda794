import { beforeEach, describe, expect, it } from 'vitest'
import { redeemInvitation } from '../../src/domain/directory/redeem-invitation.js'
import type { User } from '../../src/domain/directory/user-rows.js'
import { DOMAIN, errorOf, openGraph } from './open-graph.js'

const PASSWORD_METHOD = '28c10230-6103-485e-b985-444c60001490'
const PASSWORDS = { currentPassword: 'xWwvJ]6NMw+bWH-d', newPassword: 'Another1secret' }
const METHODS = 'authentication/methods'
const PASSWORD_METHODS = 'authentication/passwordMethods'

let graph: ReturnType<typeof openGraph>
let user: User
let boss: User
beforeEach(() => {
  graph = openGraph()
  user = graph.newUser('Ann', { usageLocation: 'NO' })
  boss = graph.newUser('Boss')
})

/** The two addresses of one's own record. */
const addresses = [
  ['/me', () => '/me'],
  ['/users/{id}', () => `/users/${user.id}`],
] as const

describe.each(addresses)('under %s, a user', (_, base) => {
  const reference = () => ({ '@odata.id': `directoryObjects/${boss.id}` })

  it.each([
    ['changePassword', 'User-PasswordProfile.ReadWrite.All'],
    [`${PASSWORD_METHODS}/${PASSWORD_METHOD}/changePassword`, 'UserAuthMethod-Password.ReadWrite.All'],
  ])('changes the own password by %s, who knows it', async (action, scope) => {
    const token = graph.userWith(user, scope)
    const change = (body: object) => graph.post(`${base()}/${action}`, body, { token })
    expect(errorOf(await change({ ...PASSWORDS, currentPassword: 'wrong' }))).toMatchObject({
      status: 400,
      message: 'The specified password is invalid.',
    })
    expect(errorOf(await change({ ...PASSWORDS, newPassword: 'short' }))).toMatchObject({ status: 400 })
    expect(graph.user(user.id).password).toEqual(user.password)
    expect((await change(PASSWORDS)).status).toBe(204)
    expect((await change(PASSWORDS)).status).toBe(400)
  })

  it.each(['revokeSignInSessions', 'invalidateAllRefreshTokens'])('ends the own sessions by %s', async (action) => {
    graph.clock.set(Date.UTC(2026, 1, 1))
    const token = graph.userWith(user, 'User.RevokeSessions.All')
    expect((await graph.call('POST', `${base()}/${action}`, { token })).body.value).toBe(true)
    expect(graph.user(user.id).signInSessionsValidFromDateTime).toBe('2026-02-01T00:00:00Z')
    const other = graph.userWith(boss, 'User.RevokeSessions.All')
    expect(errorOf(await graph.call('POST', `/users/${user.id}/${action}`, { token: other }))).toMatchObject({
      status: 403,
      code: 'Authorization_RequestDenied',
    })
  })

  it('who may write users writes the own manager and sponsors', async () => {
    const token = graph.userWith(user, 'User.ReadWrite.All')
    const write = (method: string, path: string, body?: object) =>
      graph.call(method, `${base()}/${path}`, { token, ...(body && { body }) })
    expect(errorOf(await write('PUT', 'manager/$ref', reference())).status).toBe(403)
    graph.giveRole(user, 'User Administrator')
    expect((await write('PUT', 'manager/$ref', reference())).status).toBe(204)
    expect(graph.user(user.id).managerId).toBe(boss.id)
    expect((await write('PUT', 'manager/$ref', {})).status).toBe(400)
    expect((await write('DELETE', 'manager/$ref')).status).toBe(204)
    expect(graph.user(user.id).managerId).toBeNull()
    expect((await write('POST', 'sponsors/$ref', reference())).status).toBe(204)
    expect((await write('POST', 'sponsors/$ref', {})).status).toBe(400)
    expect((await write('DELETE', `sponsors/${boss.id}/$ref`)).status).toBe(204)
    expect(errorOf(await write('DELETE', `sponsors/${boss.id}/$ref`)).status).toBe(404)
  })

  it('who may assign licenses assigns them to oneself, and has them looked at again', async () => {
    graph.buy('POWERAPPS_PER_USER', 1)
    const [{ skuId }] = (await graph.get('/subscribedSkus')).body.value
    graph.giveRole(user, 'License Administrator')
    const token = graph.userWith(user, 'LicenseAssignment.ReadWrite.All', 'User.ReadWrite.All')
    const assign = (given: object) => graph.post(`${base()}/assignLicense`, given, { token })
    expect((await assign({ addLicenses: [{ skuId }], removeLicenses: [] })).body.id).toBe(user.id)
    expect((await assign({ addLicenses: [{ skuId: boss.id }], removeLicenses: [] })).status).toBe(400)
    const { body } = await graph.call('POST', `${base()}/reprocessLicenseAssignment`, { token })
    expect(body).toMatchObject({ id: user.id, assignedLicenses: [{ skuId }] })
  })

  it.each([METHODS, PASSWORD_METHODS])('resets no own password under %s', async (set) => {
    graph.giveRole(user, 'Privileged Authentication Administrator')
    const token = graph.userWith(user, 'UserAuthenticationMethod.ReadWrite.All')
    const path = `${base()}/${set}/${PASSWORD_METHOD}/resetPassword`
    expect(errorOf(await graph.call('POST', path, { token }))).toMatchObject({ status: 403, code: 'accessDenied' })
    expect(graph.user(user.id).password).toEqual(user.password)
  })

  it.each(['PUT', 'DELETE'])('keeps the password as a method, against %s', async (method) => {
    graph.giveRole(user, 'Privileged Authentication Administrator')
    const token = graph.userWith(user, 'UserAuthenticationMethod.ReadWrite.All')
    const reply = await graph.call(method, `${base()}/${METHODS}/${PASSWORD_METHOD}`, { token })
    expect(errorOf(reply)).toMatchObject({ status: 400, code: 'badRequest' })
  })
})

describe.each(addresses)('under %s, a guest', (_, base) => {
  it('sees who invited, and becomes a member with a role that allows it', async () => {
    const invitation = {
      invitedUserEmailAddress: 'ann@fabrikam.com',
      inviteRedirectUrl: 'https://myapps.microsoft.com',
    }
    const token = graph.userWith(boss, 'User.Invite.All')
    const { id } = (await graph.post('/invitations', invitation, { token })).body.invitedUser
    user = graph.user(id)
    graph.write((transaction) => redeemInvitation(transaction, id, 'ExternalAzureAD'))
    graph.giveRole(user, 'User Administrator')
    const asGuest = { token: graph.userWith(user, 'User.Read.All', 'User.ReadWrite.All') }
    expect((await graph.get(`/beta${base()}/invitedBy`, asGuest)).body.id).toBe(boss.id)
    const account = { userPrincipalName: `Ann2@${DOMAIN}`, passwordProfile: { password: 'Zdi087#2jhkahf' } }
    const convert = () => graph.post(`/beta${base()}/convertExternalToInternalMemberUser`, account, asGuest)
    expect((await convert()).body.userPrincipalName).toBe(account.userPrincipalName)
    expect(graph.user(id).userType).toBe('Member')
    expect((await convert()).status).toBe(400)
  })
})
