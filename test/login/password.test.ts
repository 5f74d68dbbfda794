import { describe, expect, it } from 'vitest'
import { revokeSignInSessions } from '../../src/domain/directory/update-user.js'
import { requireCaller } from '../../src/domain/tokens/require-caller.js'
import { guidOf } from '../../src/kernel/guid.js'
import { claimsOf, createLoginDoor } from './login-door.js'
import {
  changeUser,
  EXTERNAL_TENANT,
  GRAPH,
  grantScope,
  ids,
  insertApp,
  insertEnvironment,
  insertUser,
  keptPassword,
  PASSWORD,
  SECRET,
  START,
  TENANT,
} from './tiny-tenant.js'

const UPN = 'ann@contoso.onmicrosoft.com'
const KEPT = keptPassword(ids.ann)
const form = {
  grant_type: 'password',
  client_id: ids.publicClient,
  username: UPN,
  password: PASSWORD,
  scope: 'User.Read openid profile offline_access',
  client_info: '1',
}

describe('password', () => {
  it('answers with everything that the scopes ask for', async () => {
    const { status, body } = await createLoginDoor().token(form)
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 })
    expect(body.scope).toBe('openid profile User.Read User.Read.All')
    expect(body.refresh_token).toEqual(expect.any(String))
    expect(JSON.parse(Buffer.from(body.client_info, 'base64url').toString())).toEqual({ uid: ids.ann, utid: TENANT })
  })

  it('answers with a token alone when nothing else is asked for', async () => {
    const { client_info, ...rest } = form
    const { body } = await createLoginDoor().token({ ...rest, scope: 'User.Read' })
    expect(Object.keys(body)).toEqual(['token_type', 'scope', 'expires_in', 'ext_expires_in', 'access_token'])
    expect(client_info).toBe('1')
  })

  it('issues the v1 user token of Graph', async () => {
    const claims = claimsOf((await createLoginDoor().token(form)).body.access_token)
    expect(claims).toMatchObject({
      aud: GRAPH,
      iss: `http://127.0.0.1:4400/${TENANT}/`,
      appid: ids.publicClient,
      appidacr: '0',
      app_displayname: 'Public client',
      oid: ids.ann,
      idtyp: 'user',
      upn: UPN,
      unique_name: UPN,
      name: 'Ann Lee',
      given_name: 'Ann',
      family_name: 'Lee',
      scp: 'openid profile User.Read User.Read.All',
      wids: ['b79fbf4d-3ef9-4689-8143-76b194e85509'],
      amr: ['pwd'],
      acr: '1',
      acct: 0,
      ver: '1.0',
    })
    expect(claims.sub).not.toBe(ids.ann)
  })

  it('issues the id token of the client, with the claims that the scopes name', async () => {
    const { token, signer, write } = createLoginDoor()
    write((transaction) => changeUser(transaction, ids.ann, { mail: 'ann@contoso.example' }))
    const { id_token } = (await token({ ...form, scope: `${form.scope} email` })).body
    const claims = await signer.verify(id_token)
    expect(claims).toMatchObject({
      aud: ids.publicClient,
      iss: `http://127.0.0.1:4400/${TENANT}/v2.0`,
      iat: START / 1000,
      exp: START / 1000 + 3599,
      name: 'Ann Lee',
      preferred_username: UPN,
      email: 'ann@contoso.example',
      oid: ids.ann,
      tid: TENANT,
      ver: '2.0',
    })
    const plain = claimsOf((await token({ ...form, scope: 'openid' })).body.id_token)
    expect([plain.name, plain.email, plain.preferred_username]).toEqual([undefined, undefined, undefined])
    expect(plain.sub).toBe(claims?.sub)
  })

  it('qualifies the scopes of the answer as the request does', async () => {
    const { body } = await createLoginDoor().token({ ...form, scope: 'https://graph.microsoft.com/User.Read' })
    expect(body.scope).toBe('https://graph.microsoft.com/User.Read https://graph.microsoft.com/User.Read.All')
    expect(claimsOf(body.access_token)).toMatchObject({
      aud: 'https://graph.microsoft.com',
      scp: 'User.Read User.Read.All',
    })
  })

  it('acts for the user in an environment', async () => {
    const { token, write } = createLoginDoor()
    write((transaction) => insertEnvironment(transaction, 'contoso'))
    const { body } = await token({ ...form, scope: 'https://contoso.crm.dynamics.com/user_impersonation' })
    expect(body.scope).toBe('https://contoso.crm.dynamics.com/user_impersonation')
    expect(claimsOf(body.access_token)).toMatchObject({
      aud: 'https://contoso.crm.dynamics.com',
      scp: 'user_impersonation',
      idtyp: 'user',
    })
  })

  it('gives one token for everything under an own address', async () => {
    const { body } = await createLoginDoor().token({ ...form, scope: 'http://127.0.0.1:4400/.default' })
    expect(claimsOf(body.access_token)).toMatchObject({
      aud: 'http://127.0.0.1:4400',
      scp: 'User.Read User.Read.All user_impersonation',
    })
  })

  it('issues v2 user tokens with the app roles held', async () => {
    const { token, write } = createLoginDoor()
    write((transaction) => grantScope(transaction, ids.publicPrincipal, ids.apiPrincipal, 'Orders.Read', ids.ann))
    const claims = claimsOf((await token({ ...form, scope: 'api://orders/Orders.Read' })).body.access_token)
    expect(claims).toMatchObject({
      aud: ids.api,
      azp: ids.publicClient,
      azpacr: '0',
      scp: 'Orders.Read',
      name: 'Ann Lee',
      preferred_username: UPN,
      ver: '2.0',
    })
    expect(claims.upn).toBeUndefined()
  })

  it('finds the tenant by domain name, and by the name of the user at organizations', async () => {
    const { token } = createLoginDoor()
    for (const tenant of ['contoso.onmicrosoft.com', 'organizations']) {
      expect(claimsOf((await token(form, { tenant })).body.access_token).tid).toBe(TENANT)
    }
  })

  it('serves a confidential client that proves itself', async () => {
    const { token, write } = createLoginDoor()
    write((transaction) => grantScope(transaction, ids.daemonPrincipal, ids.graphPrincipal, 'User.Read'))
    const confidential = { ...form, client_id: ids.daemon }
    expect((await token(confidential)).body).toMatchObject({ error: 'invalid_client', error_codes: [7000218] })
    const { body } = await token({ ...confidential, client_secret: SECRET })
    expect(claimsOf(body.access_token).appidacr).toBe('1')
  })

  it('answers at the version 1 endpoint in its way', async () => {
    const { scope, ...rest } = form
    const v1 = { ...rest, resource: 'https://graph.microsoft.com', scope: 'openid' }
    const { body } = await createLoginDoor().token(v1, { version: 1 })
    expect(body).toMatchObject({
      expires_in: '3599',
      resource: 'https://graph.microsoft.com',
      scope: 'User.Read User.Read.All',
    })
    expect(body.refresh_token).toEqual(expect.any(String))
    expect(claimsOf(body.id_token)).toMatchObject({ ver: '1.0', upn: UPN, iss: `http://127.0.0.1:4400/${TENANT}/` })
    expect(scope).toBeDefined()
  })

  it('signs a customer in by address or user name, at the authority of the external tenant', async () => {
    const { token, write } = createLoginDoor()
    const client = guidOf('shop client')
    const issuer = 'shop.onmicrosoft.com'
    write((transaction) => {
      insertApp(transaction, guidOf('shop principal'), {
        appId: client,
        displayName: 'Shop',
        isFallbackPublicClient: true,
      })
      insertUser(transaction, guidOf('mary'), {
        userPrincipalName: `${guidOf('mary')}@${issuer}`,
        identities: [
          { signInType: 'emailAddress', issuer, issuerAssignedId: 'mary@customer.example' },
          { signInType: 'userName', issuer, issuerAssignedId: 'mary' },
          { signInType: 'federated', issuer: 'google.com', issuerAssignedId: 'mary-at-google' },
        ],
      })
    }, EXTERNAL_TENANT)
    const ask = (username: string) =>
      token(
        { ...form, client_id: client, username, scope: 'openid profile' },
        { tenant: EXTERNAL_TENANT, origin: 'https://shop.ciamlogin.com' },
      )
    for (const name of ['mary@customer.example', 'MARY']) {
      const { body } = await ask(name)
      expect(claimsOf(body.id_token)).toMatchObject({
        iss: `https://${EXTERNAL_TENANT}.ciamlogin.com/${EXTERNAL_TENANT}/v2.0`,
        preferred_username: 'mary@customer.example',
      })
    }
    expect((await ask('mary-at-google')).body.error_codes).toEqual([50034])
  })
})

describe('refusals of password', () => {
  it.each([
    [50034, { username: 'nobody@contoso.onmicrosoft.com' }],
    [50126, { password: 'wrong' }],
    [900144, { username: '' }],
    [900144, { password: '' }],
    [900144, { scope: '' }],
    [65001, { scope: 'Mail.Send' }],
    [650057, { scope: 'api://orders/.default' }],
    [650053, { scope: 'No.Such.Permission' }],
    [70011, { scope: 'https://graph.microsoft.com' }],
    [70011, { scope: 'https://graph.microsoft.com/.default https://graph.microsoft.com/User.Read' }],
    [28000, { scope: 'User.Read api://orders/Orders.Read' }],
    [500011, { scope: 'api://nothing/x' }],
  ])('say %i when %j', async (code, change) => {
    const { status, body } = await createLoginDoor().token({ ...form, ...change })
    expect([status, body.error_codes]).toEqual([400, [code]])
  })

  it.each([
    [50057, { accountEnabled: false }, {}],
    [50056, { password: null }, {}],
    [50055, { password: { ...KEPT, forceChangePasswordNextSignIn: true } }, { suberror: 'user_password_expired' }],
    [50055, { password: { ...KEPT, forceChangePasswordNextSignInWithMfa: true } }, {}],
  ])('say %i for a user who is %j', async (code, change, more) => {
    const { token, write } = createLoginDoor()
    write((transaction) => changeUser(transaction, ids.ann, change))
    expect((await token(form)).body).toMatchObject({ error: 'invalid_grant', error_codes: [code], ...more })
  })

  it('name the consent that is missing', async () => {
    const { body } = await createLoginDoor().token({ ...form, scope: 'Mail.Send' })
    expect(body).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required' })
    expect(body.error_description).toContain(
      `AADSTS65001: The user or administrator has not consented to use the application with ID '${ids.publicClient}' named 'Public client'.`,
    )
  })

  it('do not serve common and consumers, nor an unknown domain', async () => {
    const { token } = createLoginDoor()
    for (const tenant of ['common', 'consumers'])
      expect((await token(form, { tenant })).body.error_codes).toEqual([9001023])
    const unknown = await token({ ...form, username: 'ann@nowhere.example' }, { tenant: 'organizations' })
    expect(unknown.body.error_codes).toEqual([90002])
  })
})

describe('refresh_token', () => {
  const redeem = (refresh_token: string) => ({
    grant_type: 'refresh_token',
    client_id: ids.publicClient,
    refresh_token,
    client_info: '1',
  })

  it('answers like the sign-in, with a new refresh token', async () => {
    const { token } = createLoginDoor()
    const first = (await token(form)).body
    for (const tenant of [TENANT, 'common', 'organizations']) {
      const { status, body } = await token(redeem(first.refresh_token), { tenant })
      expect(status).toBe(200)
      expect(body).toMatchObject({ scope: first.scope, client_info: first.client_info })
      expect(body.refresh_token).not.toBe(first.refresh_token)
      expect(body.id_token).toEqual(expect.any(String))
    }
  })

  it('may ask for another resource', async () => {
    const { token, write } = createLoginDoor()
    write((transaction) => insertEnvironment(transaction, 'contoso'))
    const first = (await token(form)).body
    const scope = 'https://contoso.crm.dynamics.com/.default'
    const { body } = await token({ ...redeem(first.refresh_token), scope })
    expect(claimsOf(body.access_token).aud).toBe('https://contoso.crm.dynamics.com')
    expect(body.scope).toBe(`https://contoso.crm.dynamics.com/user_impersonation ${scope}`)
    expect(body.refresh_token).toEqual(expect.any(String))
  })

  it('is refused to another client, as garbage, and when it is old', async () => {
    const { token, clock } = createLoginDoor()
    const { refresh_token } = (await token(form)).body
    const stolen = { ...redeem(refresh_token), client_id: ids.daemon, client_secret: SECRET }
    expect((await token(stolen)).body.error_codes).toEqual([70000])
    expect((await token(redeem('garbage'))).body.error_codes).toEqual([70000])
    expect((await token(redeem('garbage'), { tenant: 'common' })).body.error_codes).toEqual([70000])
    clock.set(START + 90 * 86_400_000)
    expect((await token(redeem(refresh_token))).body).toMatchObject({ error_codes: [700082], suberror: 'bad_token' })
  })

  it('ends with the sessions of the user, as access tokens do, within the same instant', async () => {
    const { token, write, verifier, store } = createLoginDoor()
    const before = (await token(form)).body
    write((transaction) => revokeSignInSessions(transaction, ids.ann))
    expect((await token(redeem(before.refresh_token))).body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [50173],
      suberror: 'bad_token',
    })
    const after = (await token(form)).body
    const callers = await Promise.all(
      [before, after].map(async ({ access_token }) => {
        const verified = await verifier.verify(access_token)
        return verified.kind === 'refused' ? verified : requireCaller(store.read(TENANT), verified)
      }),
    )
    expect(callers).toMatchObject([
      { kind: 'refused', word: 'sessionRevoked' },
      { kind: 'user', oid: ids.ann },
    ])
    expect((await token(redeem(after.refresh_token))).status).toBe(200)
  })

  it('is refused once the user is blocked', async () => {
    const { token, write } = createLoginDoor()
    const { refresh_token } = (await token(form)).body
    write((transaction) => changeUser(transaction, ids.ann, { accountEnabled: false }))
    expect((await token(redeem(refresh_token))).body.error_codes).toEqual([50057])
  })
})
