import { describe, expect, it } from 'vitest'
import { applications, organizations } from '../../src/domain/directory/tables.js'
import type { Transaction } from '../../src/store/transaction.js'
import { claimsOf, createLoginDoor } from './login-door.js'
import { changeUser, GRAPH, grantScope, ids, PASSWORD, START, TENANT } from './tiny-tenant.js'

const UPN = 'ann@contoso.onmicrosoft.com'
const form = {
  grant_type: 'password',
  client_id: ids.publicClient,
  username: UPN,
  password: PASSWORD,
  scope: 'openid profile',
}

type Optional = string | { readonly name: string; readonly source?: string; readonly additionalProperties?: string[] }

/** Lets an app ask for claims, as Graph's `optionalClaims` does. */
function ask(transaction: Transaction, appId: string, kind: 'idToken' | 'accessToken', claims: readonly Optional[]) {
  const application = transaction.table(applications).findFirst('appId', appId)
  if (!application) throw new Error(`no app ${appId}`)
  const optionalClaims = { [kind]: claims.map((claim) => (typeof claim === 'string' ? { name: claim } : claim)) }
  transaction.replace(applications, { ...application, extra: { ...application.extra, optionalClaims } })
}

function changeApp(transaction: Transaction, appId: string, change: object) {
  const application = transaction.table(applications).findFirst('appId', appId)
  if (!application) throw new Error(`no app ${appId}`)
  transaction.replace(applications, { ...application, ...change })
}

/** The id token of the public client, or the access token of the API, with what they ask for. */
async function issue(kind: 'idToken' | 'accessToken', claims: readonly Optional[], arrange?: (t: Transaction) => void) {
  const { token, write } = createLoginDoor()
  write((transaction) => {
    grantScope(transaction, ids.publicPrincipal, ids.apiPrincipal, 'Orders.Read')
    arrange?.(transaction)
    ask(transaction, kind === 'idToken' ? ids.publicClient : ids.api, kind, claims)
  })
  const scope = kind === 'idToken' ? form.scope : 'api://orders/Orders.Read'
  const { body } = await token({ ...form, scope })
  return claimsOf(kind === 'idToken' ? body.id_token : body.access_token)
}

describe('optional claims', () => {
  const person = {
    country: 'fr',
    mail: 'ann@contoso.onmicrosoft.com',
    preferredLanguage: 'en-US',
    preferredDataLocation: 'EUR',
    onPremisesSecurityIdentifier: 'S-1-5-21-1',
    proxyAddresses: ['SMTP:ann@contoso.onmicrosoft.com', 'smtp:lee@contoso.onmicrosoft.com', 'smtp:ann@else.example'],
    extra: { extension_00000000000000000000000000000001_skypeId: 'ann.skype' },
  }
  const everything = [
    ['acct', 0],
    ['auth_time', START / 1000],
    ['ctry', 'FR'],
    ['email', 'ann@contoso.onmicrosoft.com'],
    ['family_name', 'Lee'],
    ['given_name', 'Ann'],
    ['ipaddr', '127.0.0.1'],
    ['login_hint', expect.stringMatching(/^O\./)],
    ['onprem_sid', 'S-1-5-21-1'],
    ['preferred_username', UPN],
    ['sid', expect.any(String)],
    ['tenant_ctry', 'US'],
    ['tenant_region_scope', 'WW'],
    ['upn', UPN],
    ['verified_primary_email', ['ann@contoso.onmicrosoft.com']],
    ['verified_secondary_email', ['lee@contoso.onmicrosoft.com']],
    ['xms_edov', true],
    ['xms_pdl', 'EUR'],
    ['xms_pl', 'en-us'],
    ['xms_tpl', 'en'],
  ] as const

  it.each(['idToken', 'accessToken'] as const)('are computed from the directory for the %s', async (kind) => {
    const claims = await issue(
      kind,
      everything.map(([name]) => name),
      (transaction) => {
        changeUser(transaction, ids.ann, person)
        const [organization] = transaction.table(organizations).rows()
        if (organization) transaction.replace(organizations, { ...organization, extra: { preferredLanguage: 'en' } })
      },
    )
    expect(claims).toMatchObject(Object.fromEntries(everything))
  })

  it('are left out where they have no value, or are none', async () => {
    const none = ['ctry', 'email', 'onprem_sid', 'xms_pl', 'xms_edov', 'vnet', 'fwd', 'puid', 'no_such_claim']
    const claims = await issue('accessToken', none)
    expect(Object.keys(claims).filter((name) => none.includes(name))).toEqual([])
  })

  it('belong to the API, not to its client, and never to Graph', async () => {
    const { token, write } = createLoginDoor()
    write((transaction) => ask(transaction, ids.publicClient, 'accessToken', ['ctry', 'sid']))
    write((transaction) => changeUser(transaction, ids.ann, person))
    const claims = claimsOf((await token({ ...form, scope: 'User.Read' })).body.access_token)
    expect([claims.ctry, claims.sid, claims.aud]).toEqual([undefined, undefined, GRAPH])
  })

  it('tell directory extensions of the user under their short names', async () => {
    const name = 'extension_00000000000000000000000000000001_skypeId'
    const claims = await issue('idToken', [{ name, source: 'user' }], (transaction) =>
      changeUser(transaction, ids.ann, person),
    )
    expect(claims['extn.skypeId']).toBe('ann.skype')
  })

  it('need the scope profile for what is part of it', async () => {
    const { token, write } = createLoginDoor()
    write((transaction) => ask(transaction, ids.publicClient, 'idToken', ['given_name', 'upn', 'auth_time']))
    const claims = claimsOf((await token({ ...form, scope: 'openid' })).body.id_token)
    expect([claims.given_name, claims.upn, claims.oid, claims.auth_time]).toEqual([
      ...[undefined, undefined, undefined],
      START / 1000,
    ])
  })
})

describe('optional claims about guests', () => {
  const guest = {
    userType: 'Guest',
    mail: 'gus@fabrikam.example',
    userPrincipalName: 'gus_fabrikam.example#EXT#@contoso.onmicrosoft.com',
  }
  const signIn = async (additionalProperties?: string[]) => {
    const { token, write } = createLoginDoor()
    write((transaction) => {
      changeUser(transaction, ids.ann, guest)
      const upn = additionalProperties ? { name: 'upn', additionalProperties } : 'upn'
      ask(transaction, ids.publicClient, 'idToken', [upn, 'acct'])
    })
    return claimsOf((await token({ ...form, username: guest.userPrincipalName })).body.id_token)
  }

  it('tell the address without being asked, and the name at home', async () => {
    expect(await signIn()).toMatchObject({ acct: 1, email: guest.mail, preferred_username: guest.mail })
  })

  it.each([
    [undefined, undefined],
    [['include_externally_authenticated_upn'], guest.userPrincipalName],
    [['include_externally_authenticated_upn_without_hash'], 'gus_fabrikam.example_EXT_@contoso.onmicrosoft.com'],
  ])('tell upn with %j as %s', async (properties, upn) => {
    expect((await signIn(properties)).upn).toBe(upn)
  })
})

describe('the shape of access tokens', () => {
  it('tells an API in version 1 what is usual and no more', async () => {
    const claims = await issue('accessToken', ['preferred_username'], (transaction) =>
      changeApp(transaction, ids.api, { requestedAccessTokenVersion: null }),
    )
    expect(claims).toMatchObject({
      aud: 'api://orders',
      appid: ids.publicClient,
      appidacr: '0',
      acr: '1',
      amr: ['pwd'],
      upn: UPN,
      unique_name: UPN,
      preferred_username: UPN,
      given_name: 'Ann',
      ver: '1.0',
    })
    for (const name of ['wids', 'idtyp', 'puid', 'signin_state', 'app_displayname', 'xms_tcdt'])
      expect(claims).not.toHaveProperty(name)
  })

  it('names the app id of the API where it asks for that', async () => {
    const use = { name: 'aud', additionalProperties: ['use_guid'] }
    const claims = await issue('accessToken', [use], (transaction) =>
      changeApp(transaction, ids.api, { requestedAccessTokenVersion: 1 }),
    )
    expect([claims.aud, claims.ver]).toEqual([ids.api, '1.0'])
  })

  it.each([
    [[], undefined],
    [['include_user_token'], 'user'],
  ])('tells idtyp of a user with %j as %s', async (additionalProperties, idtyp) => {
    expect((await issue('accessToken', [{ name: 'idtyp', additionalProperties }])).idtyp).toBe(idtyp)
  })

  it('tells idtyp of an app that asks an API for a token', async () => {
    const { token, write } = createLoginDoor()
    const app = {
      grant_type: 'client_credentials',
      client_id: ids.daemon,
      client_secret: 'daemon-secret',
      scope: 'api://orders/.default',
    }
    expect(claimsOf((await token(app)).body.access_token)).not.toHaveProperty('idtyp')
    write((transaction) => ask(transaction, ids.api, 'accessToken', ['idtyp']))
    expect(claimsOf((await token(app)).body.access_token)).toMatchObject({ idtyp: 'app', tid: TENANT })
  })
})
