import { beforeEach, describe, expect, it } from 'vitest'
import { outbox } from '../../src/domain/directory/outbox.js'
import { redeemInvitation } from '../../src/domain/directory/redeem-invitation.js'
import { DOMAIN, errorOf, ORIGIN, openGraph, TENANT } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const NOT_ALLOWED = {
  status: 403,
  code: 'Forbidden',
  message: 'Guest invitations not allowed for your company. Contact your company administrator for more details.',
}
const guest = { invitedUserEmailAddress: 'admin@fabrikam.com', inviteRedirectUrl: 'https://myapp.contoso.com' }
const invite = (more: object = {}, token?: string) =>
  graph.post('/invitations', { ...guest, ...more }, token === undefined ? {} : { token })

describe('POST /invitations', () => {
  it('answers as the page shows, and the guest is there', async () => {
    const { status, body } = await invite()
    expect(status).toBe(201)
    expect(body).toEqual({
      '@odata.context': `${ORIGIN}/v1.0/$metadata#invitations/$entity`,
      id: expect.any(String),
      inviteRedeemUrl: expect.any(String),
      invitedUserDisplayName: null,
      invitedUserType: 'Guest',
      invitedUserEmailAddress: 'admin@fabrikam.com',
      sendInvitationMessage: false,
      resetRedemption: false,
      inviteRedirectUrl: 'https://myapp.contoso.com',
      status: 'PendingAcceptance',
      invitedUserMessageInfo: {
        messageLanguage: null,
        customizedMessageBody: null,
        ccRecipients: [{ emailAddress: { name: null, address: null } }],
      },
      invitedUser: { id: expect.any(String) },
    })
    const userPrincipalName = `admin_fabrikam.com#EXT#@${DOMAIN}`
    expect(graph.user(body.invitedUser.id)).toMatchObject({
      displayName: 'admin',
      userType: 'Guest',
      creationType: 'Invitation',
      externalUserState: 'PendingAcceptance',
      externalUserStateChangeDateTime: '2026-01-02T03:04:05Z',
      accountEnabled: true,
      mail: 'admin@fabrikam.com',
      otherMails: ['admin@fabrikam.com'],
      proxyAddresses: ['SMTP:admin@fabrikam.com'],
      userPrincipalName,
      mailNickname: 'admin_fabrikam.com#EXT#',
      identities: [{ signInType: 'userPrincipalName', issuer: DOMAIN, issuerAssignedId: userPrincipalName }],
      password: null,
    })
    expect([...graph.store.read(TENANT).table(outbox).rows()]).toEqual([])
  })

  it('hands out a link with the invitation inside', async () => {
    const { body } = await invite()
    expect(body.inviteRedeemUrl).toMatch(new RegExp(`^${ORIGIN}/redeem\\?rd=http%3a%2f%2f`))
    const inner = new URL(String(new URL(body.inviteRedeemUrl).searchParams.get('rd')))
    expect(Object.fromEntries(inner.searchParams)).toEqual({
      tenant: TENANT,
      user: body.id,
      ticket: expect.any(String),
      ver: '2.0',
    })
  })

  it('leads to the sign-in host of the cloud that was called', async () => {
    const headers = { authorization: `Bearer ${graph.appWith('User.Invite.All')}`, 'content-type': 'application/json' }
    const body = new TextEncoder().encode(JSON.stringify(guest))
    for (const [host, login] of [
      ['graph.microsoft.com', 'login.microsoftonline.com'],
      ['graph.microsoft.us', 'login.microsoftonline.us'],
    ]) {
      const reply = await graph.raw({ method: 'POST', url: `https://${host}/v1.0/invitations`, headers, body })
      const { inviteRedeemUrl } = JSON.parse(String(reply.body))
      const expected = `https://${login}/redeem?rd=https%3a%2f%2finvitations.microsoft.com%2fredeem%2f%3ftenant%3d${TENANT}%26user%3d`
      expect(inviteRedeemUrl.startsWith(expected)).toBe(true)
    }
  })

  it('mails the link when asked to, with a copy', async () => {
    const { body } = await invite({
      sendInvitationMessage: true,
      invitedUserDisplayName: 'Adele',
      invitedUserMessageInfo: {
        customizedMessageBody: 'Hey there!',
        ccRecipients: [{ emailAddress: { name: 'Boss', address: 'boss@contoso.com' } }],
      },
    })
    expect(body.invitedUserMessageInfo).toEqual({
      messageLanguage: null,
      customizedMessageBody: 'Hey there!',
      ccRecipients: [{ emailAddress: { name: 'Boss', address: 'boss@contoso.com' } }],
    })
    const [mail, ...others] = graph.store.read(TENANT).table(outbox).rows()
    expect(others).toEqual([])
    expect(mail).toMatchObject({ kind: 'invitation', to: ['admin@fabrikam.com', 'boss@contoso.com'] })
    expect(mail?.text).toContain(body.inviteRedeemUrl)
    expect(mail?.text).toContain('Hey there!')
    expect(graph.user(body.invitedUser.id).displayName).toBe('Adele')
  })

  it('invites a guest again as the same user', async () => {
    const first = (await invite()).body
    const again = await invite({
      invitedUserEmailAddress: 'ADMIN@fabrikam.com',
      inviteRedirectUrl: 'https://other.test',
    })
    expect([again.status, again.body.invitedUser.id]).toEqual([201, first.invitedUser.id])
    expect(again.body.id).not.toBe(first.id)
    graph.write((transaction) => redeemInvitation(transaction, first.invitedUser.id, 'ExternalAzureAD'))
    expect((await invite()).body).toMatchObject({ status: 'Completed', invitedUser: first.invitedUser })
    expect(graph.user(first.invitedUser.id).externalUserState).toBe('Accepted')
  })

  it('lets a guest accept anew, by another address', async () => {
    const { id } = (await invite()).body.invitedUser
    graph.write((transaction) => redeemInvitation(transaction, id, 'mail'))
    expect(graph.user(id).identities[1]).toEqual({
      signInType: 'federated',
      issuer: 'mail',
      issuerAssignedId: 'admin@fabrikam.com',
    })
    const reset = { invitedUserEmailAddress: 'new@fabrikam.com', resetRedemption: true }
    const { status, body } = await invite({ ...reset, invitedUser: { id } })
    expect([status, body.status, body.invitedUser.id, body.resetRedemption]).toEqual([
      201,
      'PendingAcceptance',
      id,
      true,
    ])
    const { mail, proxyAddresses, externalUserState, identities } = graph.user(id)
    expect([mail, externalUserState, identities.length]).toEqual(['new@fabrikam.com', 'PendingAcceptance', 1])
    expect(proxyAddresses).toEqual(['SMTP:new@fabrikam.com', 'smtp:admin@fabrikam.com'])
    expect(errorOf(await invite(reset))).toMatchObject({ status: 400, code: 'BadRequest' })
  })

  it('lets somebody who is here already sign in elsewhere', async () => {
    const user = graph.newUser('Inside')
    const { body } = await invite({ invitedUser: { id: user.id } })
    expect(body.invitedUser.id).toBe(user.id)
    expect(graph.user(user.id)).toMatchObject({
      userType: 'Member',
      userPrincipalName: user.userPrincipalName,
      externalUserState: 'PendingAcceptance',
      mail: 'admin@fabrikam.com',
    })
    expect((await invite({ invitedUser: { id: 'nobody' } })).status).toBe(404)
  })

  it.each([
    ['alex@', 'an empty domain'],
    ['a+b@fabrikam.com', 'a plus sign'],
    ['.a@fabrikam.com', 'a period in front'],
    ['a b@fabrikam.com', 'a blank'],
    ['fabrikam.com', 'no name'],
  ])('refuses the address %s for %s', async (invitedUserEmailAddress) => {
    expect(errorOf(await invite({ invitedUserEmailAddress }))).toEqual({
      status: 400,
      code: 'BadRequest',
      message: `The invited user email address '${invitedUserEmailAddress}' is not a valid email address.`,
    })
    expect((await graph.get('/users')).body.value).toEqual([])
  })

  it.each([
    [
      { invitedUserEmailAddress: undefined },
      "A value is required for property 'invitedUserEmailAddress' of resource 'Invitation'.",
    ],
    [
      { inviteRedirectUrl: undefined },
      "A value is required for property 'inviteRedirectUrl' of resource 'Invitation'.",
    ],
    [{ inviteRedirectUrl: '/relative' }, "The invite redirect URL '/relative' is not an absolute URL."],
    [
      { inviteRedirectUrl: 'javascript:alert(1)' },
      "The invite redirect URL 'javascript:alert(1)' is not an absolute URL.",
    ],
  ])('refuses %j', async (more, message) => {
    expect(errorOf(await invite(more))).toEqual({ status: 400, code: 'BadRequest', message })
  })

  it('refuses what it does not know', async () => {
    expect(errorOf(await invite({ invitedUserType: 'Boss' }))).toEqual({
      status: 400,
      code: 'Request_BadRequest',
      message: "Invalid value specified for property 'invitedUserType' of resource 'Invitation'.",
    })
    expect(errorOf(await invite({ status: 'Completed' })).message).toBe(
      "Property 'status' is read-only and cannot be set.",
    )
    const two = [1, 2].map((at) => ({ emailAddress: { address: `${at}@contoso.com` } }))
    expect((await invite({ invitedUserMessageInfo: { ccRecipients: two } })).status).toBe(400)
  })

  it('refuses addresses that are the tenant’s own', async () => {
    const user = graph.newUser('Ann', { mail: `ann@${DOMAIN}` })
    const existing = `The invited user already exists in the directory as object ID: ${user.id}`
    const signIn = 'they can use that account to sign in to shared apps and resources.'
    const own = { invitedUserEmailAddress: `Ann@${DOMAIN}` }
    expect(errorOf(await invite(own))).toEqual({
      status: 400,
      code: 'BadRequest',
      message: `${existing}. They can use that account to sign in to shared apps and resources.`,
    })
    await graph.patch(`/users/${user.id}`, { accountEnabled: false })
    expect(errorOf(await invite(own)).message).toBe(
      `${existing}, but the account is blocked from signing in. If the account is unblocked, ${signIn}`,
    )
    const unified = { displayName: 'G', mailEnabled: true, securityEnabled: false, groupTypes: ['Unified'] }
    const { mail } = (await graph.post('/groups', { ...unified, mailNickname: 'team' })).body
    expect(errorOf(await invite({ invitedUserEmailAddress: mail })).message).toBe(
      'Group email address is not supported.',
    )
    expect(errorOf(await invite({ invitedUserEmailAddress: `new@${DOMAIN}` }))).toMatchObject({
      status: 400,
      code: 'BadRequest',
    })
  })
})

describe('who may invite', () => {
  const person = (name: string, userType: 'Member' | 'Guest', role?: string) => {
    const user = graph.newUser(name, { userType })
    if (role) graph.giveRole(user, role)
    return graph.userWith(user, 'User.Invite.All')
  }

  it.each([
    ['everyone', [201, 201, 201, 201, 201]],
    ['adminsGuestInvitersAndAllMembers', [403, 201, 201, 201, 201]],
    ['adminsAndGuestInviters', [403, 403, 201, 201, 403]],
    ['none', [403, 403, 403, 403, 403]],
  ])('under %s', async (allowInvitesFrom, expected) => {
    await graph.patch('/policies/authorizationPolicy', { allowInvitesFrom })
    const tokens = [
      person('Guest', 'Guest'),
      person('Member', 'Member'),
      person('Inviter', 'Member', 'Guest Inviter'),
      person('Admin', 'Member', 'Global Administrator'),
      graph.appWith('User.Invite.All'),
    ]
    for (const [at, token] of tokens.entries()) {
      const reply = await invite({ invitedUserEmailAddress: `guest${at}@fabrikam.com` }, token)
      expect(reply.status).toBe(expected[at])
      if (reply.status === 403) expect(errorOf(reply)).toEqual(NOT_ALLOWED)
    }
  })

  it('as a member is for administrators and apps', async () => {
    const member = { invitedUserType: 'Member' }
    expect((await invite(member, person('Plain', 'Member'))).status).toBe(403)
    const { body } = await invite(member, person('Admin', 'Member', 'User Administrator'))
    expect(graph.user(body.invitedUser.id).userType).toBe('Member')
    expect(body.invitedUserType).toBe('Member')
  })

  it('and reset a redemption is said by the matrix of roles', async () => {
    const { id } = (await invite()).body.invitedUser
    const reset = { resetRedemption: true, invitedUser: { id } }
    expect((await invite(reset, person('Plain', 'Member'))).status).toBe(403)
    expect((await invite(reset, person('Helper', 'Member', 'Helpdesk Administrator'))).status).toBe(201)
  })
})

describe('an invited guest', () => {
  it('has whoever invited for sponsor and under invitedBy', async () => {
    const inviter = graph.newUser('Inviter')
    const { id } = (await invite({}, graph.userWith(inviter, 'User.Invite.All'))).body.invitedUser
    expect((await graph.get(`/users/${id}/sponsors`)).body.value).toMatchObject([{ id: inviter.id }])
    expect((await graph.get(`/beta/users/${id}/invitedBy`)).body).toMatchObject({
      '@odata.context': `${ORIGIN}/beta/$metadata#directoryObjects/$entity`,
      '@odata.type': '#microsoft.graph.user',
      id: inviter.id,
    })
    expect((await graph.get(`/v1.0/users/${id}/invitedBy`)).status).toBe(400)
    const byApp = (await invite({ invitedUserEmailAddress: 'other@fabrikam.com' })).body.invitedUser.id
    expect((await graph.get(`/beta/users/${byApp}/invitedBy`)).body).toMatchObject({ id: graph.app.id })
    expect((await graph.get(`/users/${byApp}/sponsors`)).body.value).toEqual([])
    expect((await graph.get(`/beta/users/${inviter.id}/invitedBy`)).status).toBe(404)
  })

  it('has the sponsors that were named, in either form', async () => {
    const [one, two] = [graph.newUser('One'), graph.newUser('Two')]
    const bound = { 'invitedUserSponsors@odata.bind': [`${ORIGIN}/v1.0/users/${one.id}`] }
    const { id } = (await invite({ ...bound, invitedUserSponsors: [{ id: two.id }] })).body.invitedUser
    const { value } = (await graph.get(`/users/${id}/sponsors`)).body
    expect(value.map((sponsor: { id: string }) => sponsor.id)).toEqual([one.id, two.id])
    const unknown = await invite({ invitedUserEmailAddress: 'x@fabrikam.com', invitedUserSponsors: [{ id: TENANT }] })
    expect(unknown.status).toBe(404)
    expect((await graph.get("/users?$filter=mail eq 'x@fabrikam.com'")).body.value).toEqual([])
  })

  it('becomes a member who signs in here', async () => {
    const { id } = (await invite()).body.invitedUser
    graph.write((transaction) => redeemInvitation(transaction, id, 'ExternalAzureAD'))
    const path = `/users/${id}/convertExternalToInternalMemberUser`
    const account = {
      userPrincipalName: `AdeleVance@${DOMAIN}`,
      passwordProfile: { password: 'Zdi087#2jhkahf', forceChangePasswordNextSignIn: 'true' },
    }
    expect((await graph.post(`/v1.0${path}`, account)).status).toBe(400)
    expect(errorOf(await graph.post(`/beta${path}`, { userPrincipalName: `AdeleVance@${DOMAIN}` })).message).toBe(
      'A password must be specified to create a new user.',
    )
    const { status, body } = await graph.post(`/beta${path}`, account)
    expect([status, body]).toEqual([
      200,
      {
        '@odata.context': `${ORIGIN}/beta/$metadata#microsoft.graph.conversionUserDetails`,
        displayName: 'admin',
        userPrincipalName: `AdeleVance@${DOMAIN}`,
        convertedToInternalUserDateTime: '2026-01-02T03:04:05Z',
        mail: 'admin@fabrikam.com',
      },
    ])
    const user = graph.user(id)
    expect(user).toMatchObject({ userType: 'Member', creationType: null, externalUserState: null })
    expect(user.identities).toEqual([
      { signInType: 'userPrincipalName', issuer: DOMAIN, issuerAssignedId: `AdeleVance@${DOMAIN}` },
    ])
    expect(user.password?.forceChangePasswordNextSignIn).toBe(true)
    expect((await graph.post(`/beta${path}`, account)).status).toBe(400)
  })
})
