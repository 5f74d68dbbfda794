import { makeCertificate, signJwt } from '../sign-jwt.js'
import type { Row } from './row.js'
import type { World } from './world.js'

const ISSUER = 'https://token.actions.githubusercontent.com'
const SUBJECT = 'repo:contoso/shop:ref:refs/heads/main'
const EXCHANGE = 'api://AzureADTokenExchange'
const SEE =
  'Please note that the matching is done using a case-sensitive comparison. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation'
const issuer = makeCertificate()
const other = makeCertificate()

async function trust({ graph, app }: World, credential: object = {}): Promise<void> {
  const path = `/v1.0/applications/${app('web').objectId}/federatedIdentityCredentials`
  await graph('POST', path, { name: 'fic', issuer: ISSUER, subject: SUBJECT, audiences: [EXCHANGE], ...credential })
}

function present({ asApp }: World, client_assertion: string) {
  const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  return asApp('web', { client_secret: '', client_assertion_type, client_assertion })
}

/** A token of the issuer that the web app trusts, after its keys were told. */
async function presentForeign(world: World, change: object = {}, key = issuer) {
  await trust(world)
  await world.control.issuers({ issuer: ISSUER, keys: [issuer.publicJwk] })
  return present(world, foreign(world, change, key))
}

function foreign({ began }: World, change: object, key: typeof issuer): string {
  const now = Math.floor(Date.parse(began) / 1000)
  const claims = { iss: ISSUER, sub: SUBJECT, aud: EXCHANGE, nbf: now, exp: now + 300, ...change }
  return signJwt({ alg: 'RS256', typ: 'JWT' }, claims, key.privateKey)
}

async function presentUsersToken(world: World) {
  const { host, home, app } = world
  await trust(world, { issuer: `${host.origin}/${home()}/`, subject: app('api').servicePrincipalId })
  const { body } = await world.withPassword('ann')
  return present(world, String(body.access_token))
}

const row = (word: string, code: number, text: string, provoke: Row['provoke']): Row => ({
  word,
  code,
  error: 'invalid_client',
  text,
  told: 'client',
  provoke,
})
const unmatched = (what: string, value: string) =>
  `No matching federated identity record found for presented assertion ${what} '${value}'. ${SEE}`

/** Refusals of what others signed for a client (Microsoft Entra Workload ID: workload identity federation). */
export const federationRows: readonly Row[] = [
  row('federatedIssuerUnknown', 700211, unmatched('issuer', `${ISSUER}/`), (world) =>
    presentForeign(world, { iss: `${ISSUER}/` }),
  ),
  row('federatedSubjectUnknown', 700213, unmatched('subject', 'repo:other'), (world) =>
    presentForeign(world, { sub: 'repo:other' }),
  ),
  row('federatedAudienceUnknown', 700212, unmatched('audience', 'https://github.com/contoso'), (world) =>
    presentForeign(world, { aud: 'https://github.com/contoso' }),
  ),
  row(
    'federatedUnsigned',
    50013,
    'Assertion failed signature validation. [Reason - The key was not found, or the signature is not its.]',
    (world) => presentForeign(world, {}, other),
  ),
  row(
    'federatedNotAppOnly',
    700229,
    'Only app-only tokens may be used as Federated Identity Credentials for Microsoft Entra issuer.',
    presentUsersToken,
  ),
  {
    ...row(
      'federatedKeysUnknown',
      501661,
      `Request to External OIDC endpoint failed. This emulator calls nobody: tell it the public keys of '${ISSUER}' with POST /_emulator/issuers.`,
      async (world) => {
        await trust(world)
        return present(world, foreign(world, {}, issuer))
      },
    ),
    error: 'invalid_request',
  },
]
