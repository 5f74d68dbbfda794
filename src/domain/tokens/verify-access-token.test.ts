import jsonwebtoken from 'jsonwebtoken'
import { describe, expect, it } from 'vitest'
import { changeUser, createTinyTenants, ids, OTHER_TENANT, START, TENANT } from '../../../test/login/tiny-tenant.js'
import { createNodeSigner } from '../../hosts/node-signer.js'
import { encodeTextBase64Url } from '../../kernel/base64url.js'
import { applications, servicePrincipals, users } from '../directory/tables.js'
import { createUncheckedVerifier } from './auth-off.js'
import { encodeGrantStamp } from './grant-stamp.js'
import { createOwnAddresses } from './own-addresses.js'
import { requireCaller } from './require-caller.js'
import { createTokenVerifier, type VerifiedToken } from './verify-access-token.js'

const signer = createNodeSigner()
const now = START / 1000

const appClaims = {
  aud: 'https://graph.microsoft.com',
  iss: `http://127.0.0.1:4400/${TENANT}/`,
  iat: now,
  nbf: now,
  exp: now + 3599,
  tid: TENANT,
  oid: ids.daemonPrincipal,
  sub: ids.daemonPrincipal,
  appid: ids.daemon,
  idtyp: 'app',
  roles: ['User.Read.All'],
}
const userClaims = { ...appClaims, oid: ids.ann, sub: 'pairwise', idtyp: 'user', scp: 'User.Read Mail.Send', roles: [] }

function createWorld() {
  const world = createTinyTenants()
  const verifier = createTokenVerifier({
    signer,
    clock: world.clock,
    addresses: createOwnAddresses([]),
    hasTenant: (tenant) => world.store.has(tenant),
  })
  const verified = async (claims: object): Promise<VerifiedToken> => {
    const result = await verifier.verify(await signer.sign({ ...claims }))
    if (result.kind === 'refused') throw new Error(result.word)
    return result
  }
  const call = (token: VerifiedToken) => requireCaller(world.store.read(token.tenantId), token)
  return { ...world, verifier, verified, call }
}

describe('createTokenVerifier', () => {
  it('says who calls and what the token opens', async () => {
    const { verified } = createWorld()
    const token = await verified(userClaims)
    expect(token).toMatchObject({ kind: 'verified', tenantId: TENANT, audience: { kind: 'graph' } })
    expect(token.caller).toMatchObject({ kind: 'user', oid: ids.ann, appId: ids.daemon, issuedAt: now })
    expect([...token.caller.scopes]).toEqual(['User.Read', 'Mail.Send'])
    expect([...(await verified(appClaims)).caller.roles]).toEqual(['User.Read.All'])
  })

  it('answers a known token with the same value, and checks its times anew', async () => {
    const { verifier, clock } = createWorld()
    const token = await signer.sign(appClaims)
    const first = await verifier.verify(token)
    expect(await verifier.verify(token)).toBe(first)
    clock.set(START + 3599_000)
    expect(await verifier.verify(token)).toEqual({ kind: 'refused', word: 'expired' })
    clock.set(START - 301_000)
    expect(await verifier.verify(token)).toEqual({ kind: 'refused', word: 'notYetValid' })
  })

  it.each([
    ['empty', ''],
    ['malformed', 'garbage'],
    ['malformed', 'a.b'],
    ['signature', 'a.b.c'],
  ])('refuses as %s the token %j', async (word, token) => {
    expect(await createWorld().verifier.verify(token)).toEqual({ kind: 'refused', word })
  })

  it.each([
    ['issuer', { iss: `https://evil.example/${TENANT}/` }],
    ['issuer', { iss: `http://127.0.0.1:4400/${OTHER_TENANT}/` }],
    ['issuer', { iss: 'nowhere' }],
    ['tenant', { iss: 'http://localhost/unknown/', tid: 'unknown' }],
    ['claims', { tid: 5 }],
    ['claims', { aud: ['https://graph.microsoft.com'] }],
  ])('refuses as %s a token with %j', async (word, change) => {
    const token = await signer.sign({ ...appClaims, ...change })
    expect(await createWorld().verifier.verify(token)).toEqual({ kind: 'refused', word })
  })

  it.each([
    `https://LOCALHOST:5500/${TENANT.toUpperCase()}/v2.0`,
    `http://[::1]/mounted/${TENANT}`,
    `https://sts.windows.net/${TENANT}/`,
    `https://login.microsoftonline.com/${TENANT}/v2.0`,
    `https://shop.ciamlogin.com/${TENANT}/v2.0`,
  ])('takes %s for an own issuer', async (iss) => {
    expect((await createWorld().verified({ ...appClaims, iss })).kind).toBe('verified')
  })

  it('refuses forgeries: no algorithm, the public key as a secret, another key, a changed payload', async () => {
    const { verifier } = createWorld()
    const good = await signer.sign(appClaims)
    const [key] = await signer.publicKeys()
    const [header = '', , signature = ''] = good.split('.')
    const forged = encodeTextBase64Url(JSON.stringify({ ...appClaims, roles: ['Everything'] }))
    const forgeries = [
      `${encodeTextBase64Url('{"alg":"none","typ":"JWT"}')}.${forged}.`,
      jsonwebtoken.sign(appClaims, key?.x5c[0] ?? '', { algorithm: 'HS256', header: { alg: 'HS256', kid: key?.kid } }),
      await createNodeSigner().sign(appClaims),
      `${header}.${forged}.${signature}`,
    ]
    for (const token of forgeries) expect(await verifier.verify(token)).toEqual({ kind: 'refused', word: 'signature' })
  })

  it('believes what was found at issue rather than the shape of the audience', async () => {
    const { verified } = createWorld()
    const aio = encodeGrantStamp({ opens: { kind: 'application' } })
    expect((await verified({ ...appClaims, aud: 'http://localhost:3000', aio })).audience).toEqual({
      kind: 'application',
    })
  })
})

describe('requireCaller', () => {
  it('looks a user up at each call', async () => {
    const { verified, call, write } = createWorld()
    const token = await verified(userClaims)
    expect(call(token)).toBe(token.caller)
    write((transaction) => changeUser(transaction, ids.ann, { accountEnabled: false }))
    expect(call(token)).toEqual({ kind: 'refused', word: 'userDisabled' })
    write((transaction) => changeUser(transaction, ids.ann, { accountEnabled: true }))
    expect(call(token)).toBe(token.caller)
    write((transaction) => transaction.remove(users, ids.ann))
    expect(call(token)).toEqual({ kind: 'refused', word: 'userNotFound' })
  })

  it('refuses a token from before the sessions were revoked, even within one second', async () => {
    const { verified, call, write } = createWorld()
    const stamped = await verified({ ...userClaims, aio: encodeGrantStamp({ sessionsValidFrom: START }) })
    const plain = await verified(userClaims)
    write((transaction) =>
      changeUser(transaction, ids.ann, { signInSessionsValidFromDateTime: '2026-01-15T12:00:00.001Z' }),
    )
    expect(call(stamped)).toEqual({ kind: 'refused', word: 'sessionRevoked' })
    expect(call(plain)).toBe(plain.caller)
    write((transaction) =>
      changeUser(transaction, ids.ann, { signInSessionsValidFromDateTime: '2026-01-15T12:00:01Z' }),
    )
    expect(call(plain)).toEqual({ kind: 'refused', word: 'sessionRevoked' })
  })

  it('refuses an app whose presence is disabled or gone', async () => {
    const { verified, call, write } = createWorld()
    const token = await verified(appClaims)
    expect(call(token)).toBe(token.caller)
    write((transaction) => {
      const principal = transaction.table(servicePrincipals).get(ids.daemonPrincipal)
      if (principal) transaction.replace(servicePrincipals, { ...principal, accountEnabled: false })
    })
    expect(call(token)).toEqual({ kind: 'refused', word: 'servicePrincipalDisabled' })
    write((transaction) => transaction.remove(servicePrincipals, ids.daemonPrincipal))
    expect(call(token)).toEqual({ kind: 'refused', word: 'servicePrincipalNotFound' })
  })

  it('refuses a token whose secret was removed', async () => {
    const { verified, call, write } = createWorld()
    const token = await verified({ ...appClaims, aio: encodeGrantStamp({ keyId: ids.secretKey }) })
    expect(call(token)).toBe(token.caller)
    write((transaction) => {
      const application = transaction.table(applications).findFirst('appId', ids.daemon)
      if (application) transaction.replace(applications, { ...application, passwordCredentials: [] })
    })
    expect(call(token)).toEqual({ kind: 'refused', word: 'credentialRemoved' })
  })
})

describe('createUncheckedVerifier', () => {
  const unsigned = (claims: object) => `x.${encodeTextBase64Url(JSON.stringify(claims))}.x`

  async function callerOf(token: string) {
    const { store, write } = createWorld()
    write((transaction) => changeUser(transaction, ids.ann, { accountEnabled: true }))
    const verified = await createUncheckedVerifier(() => store.tenants).verify(token)
    return verified.kind === 'refused' ? verified : requireCaller(store.read(verified.tenantId), verified)
  }

  it('takes the tenant and the caller from the token where they are known', async () => {
    expect(await callerOf(unsigned({ tid: TENANT, oid: ids.ann }))).toMatchObject({
      kind: 'user',
      oid: ids.ann,
      unchecked: true,
    })
    expect(await callerOf(unsigned({ appid: ids.daemon }))).toMatchObject({ kind: 'app', oid: ids.daemonPrincipal })
    expect(await callerOf(unsigned({ tid: OTHER_TENANT }))).toMatchObject({ tenantId: OTHER_TENANT })
  })

  it('takes the first tenant for garbage', async () => {
    expect(await callerOf('garbage')).toMatchObject({ kind: 'user', tenantId: TENANT, unchecked: true })
    expect(await callerOf('')).toMatchObject({ tenantId: TENANT })
  })
})
