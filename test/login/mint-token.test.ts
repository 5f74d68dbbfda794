import { describe, expect, it } from 'vitest'
import { mintToken, type TokenHolder } from '../../src/domain/tokens/mint-token.js'
import { createOwnAddresses } from '../../src/domain/tokens/own-addresses.js'
import { requireCaller } from '../../src/domain/tokens/require-caller.js'
import { createLoginDoor } from './login-door.js'
import { ids, START, TENANT } from './tiny-tenant.js'

const context = {
  addresses: createOwnAddresses([]),
  origin: 'http://127.0.0.1:4400',
  host: '127.0.0.1',
  hasEnvironment: () => true,
  now: START,
}

async function callerOf(holder: TokenHolder, scope: string) {
  const { signer, store, verifier } = createLoginDoor()
  const reader = store.read(TENANT)
  const verified = await verifier.verify(await mintToken({ signer, ids: store.ids }, reader, holder, scope, context))
  if (verified.kind === 'refused') throw new Error(verified.word)
  return { caller: requireCaller(reader, verified), audience: verified.audience }
}

describe('mintToken', () => {
  it('makes a token for a user, with the permissions named or those granted', async () => {
    const named = await callerOf({ user: 'ann@contoso.onmicrosoft.com' }, 'Mail.Send')
    expect(named).toMatchObject({ caller: { kind: 'user', oid: ids.ann, scopes: new Set(['Mail.Send']) } })
    const granted = await callerOf({ user: ids.ann }, 'http://localhost:4400/.default')
    expect(granted).toMatchObject({
      caller: { appId: ids.publicClient, scopes: new Set(['User.Read', 'User.Read.All', 'user_impersonation']) },
      audience: { kind: 'everything' },
    })
  })

  it('makes a token for an app', async () => {
    const { caller } = await callerOf({ app: ids.daemon }, 'https://graph.microsoft.com/.default')
    expect(caller).toMatchObject({ kind: 'app', oid: ids.daemonPrincipal, roles: new Set(['User.Read.All']) })
  })

  it.each(['support', 'delegatedAdmin'] as const)('makes a token for the stand-in %s', async (special) => {
    const { caller, audience } = await callerOf({ special }, 'https://contoso.crm.dynamics.com/.default')
    expect(caller).toMatchObject({ kind: 'user', special, tenantId: TENANT })
    expect(audience).toEqual({ kind: 'dataverse', environment: 'contoso' })
  })

  it('refuses whom the tenant does not have', async () => {
    await expect(callerOf({ user: 'nobody' }, '.default')).rejects.toMatchObject({ word: 'notFound' })
    await expect(callerOf({ app: TENANT }, '.default')).rejects.toMatchObject({ word: 'clientNotFound' })
  })
})
