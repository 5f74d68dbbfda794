import { createHash } from 'node:crypto'
import { CALLBACK } from '../sign-in-fixture.js'
import { SPA_CALLBACK } from './fixture.js'
import type { Row } from './row.js'
import { CORRELATION, READER, type World } from './world.js'

const VERIFIER = 'a-code-verifier-that-is-long-enough-to-be-one-0123456789'
const PKCE = {
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
}
const STRANGER = 'https://elsewhere.example'
const MALFORMED = 'Provided grant is invalid or malformed.'
const MISMATCH = 'The Code_Verifier does not match the code_challenge supplied in the authorization request.'

const refresh = (world: World, token: unknown, headers?: Readonly<Record<string, string>>) =>
  world.token({ ...world.as('tv'), grant_type: 'refresh_token', refresh_token: String(token) }, undefined, headers)

async function refreshAfter(world: World, change: () => Promise<unknown>) {
  const { body } = await world.withPassword('ann')
  await change()
  return refresh(world, body.refresh_token)
}

async function spaCode({ signIn }: World): Promise<string> {
  const { sentTo } = await signIn('ann', 'spa', { ...PKCE, redirect_uri: SPA_CALLBACK })
  return sentTo?.searchParams.get('code') ?? ''
}

const spaForm = ({ as }: World, more: Readonly<Record<string, string>>) => ({ ...as('spa'), ...more })

async function redeemSpa(world: World, origin: string | undefined) {
  const form = { grant_type: 'authorization_code', redirect_uri: SPA_CALLBACK, code_verifier: VERIFIER }
  const body = new URLSearchParams(spaForm(world, { ...form, code: await spaCode(world) }))
  const headers = { 'client-request-id': CORRELATION, ...(origin !== undefined && { origin }) }
  return world.host.request('POST', `/${world.home()}/oauth2/v2.0/token`, { headers, body })
}

/** Refusals of what an earlier sign-in brought: codes and refresh tokens. */
export const grantRows: readonly Row[] = [
  {
    word: 'refreshTokenInvalid',
    code: 70000,
    error: 'invalid_grant',
    text: MALFORMED,
    told: 'client',
    provoke: (world) => refresh(world, 'garbage'),
  },
  {
    word: 'refreshTokenExpired',
    code: 700082,
    error: 'invalid_grant',
    suberror: 'bad_token',
    text: ({ began }) =>
      `The refresh token has expired due to inactivity. The token was issued on ${began} and was inactive for 90.00:00:00.`,
    told: 'client',
    provoke: (world) => refreshAfter(world, () => world.control.clock({ advance: 'P90D' })),
  },
  {
    word: 'singlePageTokenExpired',
    code: 700084,
    error: 'invalid_grant',
    suberror: 'bad_token',
    text: ({ began }) =>
      `The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page. The token was issued on ${began}.`,
    told: 'client',
    provoke: async (world) => {
      const { body } = await redeemSpa(world, READER)
      await world.control.clock({ advance: 'P1D' })
      return world.token(spaForm(world, { grant_type: 'refresh_token', refresh_token: String(body.refresh_token) }))
    },
  },
  {
    word: 'grantRevoked',
    code: 50173,
    error: 'invalid_grant',
    suberror: 'bad_token',
    text: ({ began }) =>
      `The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '${began}' and the TokensValidFrom date (before which tokens are not valid) for this user is '${new Date(Date.parse(began) + 60_000).toISOString().replace('.000', '')}'.`,
    told: 'client',
    provoke: (world) =>
      refreshAfter(world, async () => {
        await world.control.clock({ advance: 'PT1M' })
        await world.graph('POST', `/v1.0/users/${world.user('ann').id}/revokeSignInSessions`)
      }),
  },
  {
    word: 'userNotFound',
    code: 50034,
    error: 'invalid_grant',
    text: ({ home }) =>
      `The user account {EUII Hidden} does not exist in the ${home()} directory. To sign into this application, the account must be added to the directory.`,
    told: 'client',
    provoke: (world) => refreshAfter(world, () => world.graph('DELETE', `/v1.0/users/${world.user('ann').id}`)),
  },
  {
    word: 'codeInvalid',
    code: 70000,
    error: 'invalid_grant',
    text: MALFORMED,
    told: 'client',
    provoke: ({ redeem }) => redeem('garbage'),
  },
  {
    word: 'codeOfOtherTenant',
    code: 700005,
    error: 'invalid_grant',
    text: 'Provided Authorization Code is intended to use against other tenant, thus rejected. OAuth2 Authorization Code must be redeemed against same tenant it was acquired for (/common or /{tenant-ID} as appropriate).',
    told: 'client',
    provoke: async ({ signIn, redeem, as, home }) => {
      const { sentTo } = await signIn('ann', 'tv', { redirect_uri: 'http://localhost' })
      const code = sentTo?.searchParams.get('code') ?? ''
      return redeem(code, { ...as('tv'), client_secret: '', redirect_uri: 'http://localhost' }, home('fabrikam'))
    },
  },
  {
    word: 'codeRedeemed',
    code: 54005,
    error: 'invalid_grant',
    text: 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    told: 'client',
    provoke: async ({ code, redeem }) => {
      const text = await code()
      await redeem(text)
      return redeem(text)
    },
  },
  {
    word: 'codeExpired',
    code: 70008,
    error: 'invalid_grant',
    text: 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
    told: 'client',
    provoke: async ({ code, redeem, control }) => {
      const text = await code()
      await control.clock({ advance: 'PT10M' })
      return redeem(text)
    },
  },
  {
    word: 'redirectUriMismatch',
    code: 500112,
    error: 'invalid_client',
    text: `The reply address '${CALLBACK}/' does not match the reply address provided when requesting Authorization code.`,
    told: 'client',
    provoke: async ({ code, redeem }) => redeem(await code(), { redirect_uri: `${CALLBACK}/` }),
  },
  {
    word: 'codeVerifierMissing',
    code: 50148,
    error: 'invalid_grant',
    text: 'The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.',
    told: 'client',
    provoke: async ({ code, redeem }) => redeem(await code(PKCE)),
  },
  {
    word: 'codeVerifierMismatch',
    code: 501481,
    error: 'invalid_grant',
    text: MISMATCH,
    told: 'client',
    provoke: async ({ code, redeem }) => redeem(await code(PKCE), { code_verifier: `${VERIFIER}x` }),
  },
  {
    word: 'codeVerifierUnexpected',
    code: 501481,
    error: 'invalid_grant',
    text: MISMATCH,
    told: 'client',
    provoke: async ({ code, redeem }) => redeem(await code(), { code_verifier: VERIFIER }),
  },
  {
    word: 'spaRedeemedElsewhere',
    code: 9002327,
    error: 'invalid_request',
    text: "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
    told: 'client',
    stranger: null,
    provoke: (world) => redeemSpa(world, undefined),
  },
  {
    word: 'crossOriginRefused',
    code: 9002326,
    error: 'invalid_request',
    text: `Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '${STRANGER}'.`,
    told: 'client',
    stranger: STRANGER,
    provoke: async (world) => {
      const { body } = await world.withPassword('ann')
      return refresh(world, body.refresh_token, { origin: STRANGER })
    },
  },
]
