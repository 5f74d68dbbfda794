import type { Row } from './row.js'
import type { World } from './world.js'

const exchange = ({ token, as }: World, assertion: unknown, more: Readonly<Record<string, string>> = {}) =>
  token({
    ...as('api'),
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    assertion: String(assertion),
    scope: 'https://graph.microsoft.com/User.Read',
    ...more,
  })

/** What Ann's sign-in to the television brings, to call the API with. */
const called = async ({ withPassword }: World, scope = 'api://orders/access_as_user openid') =>
  (await withPassword('ann', { scope })).body

async function withOtherName(world: World) {
  const [header, payload = '', signature] = String((await called(world)).access_token).split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
  const forged = Buffer.from(JSON.stringify({ ...claims, oid: world.user('admin').id })).toString('base64url')
  return exchange(world, `${header}.${forged}.${signature}`)
}

const written = (began: string, seconds: number) =>
  new Date(Math.floor(Date.parse(began) / 1000 + seconds) * 1000).toISOString().replace('.000', '')

const row = (word: string, code: number, text: Row['text'], provoke: Row['provoke']): Row => ({
  word,
  code,
  error: 'invalid_grant',
  text,
  told: 'client',
  provoke,
})

/** Refusals of the token with which an API goes on for whoever called it. */
export const onBehalfOfRows: readonly Row[] = [
  {
    ...row('userAssertionMalformed', 50027, 'JWT token is invalid or malformed.', (world) =>
      exchange(world, 'garbage'),
    ),
    error: 'invalid_request',
  },
  row(
    'userAssertionUnsigned',
    50013,
    'Assertion failed signature validation. [Reason - The provided signature value did not match the expected signature value.]',
    withOtherName,
  ),
  row(
    'userAssertionExpired',
    500133,
    ({ began }) =>
      `Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token. Current time: ${written(began, 3600)}, expiry time of assertion ${written(began, 3599)}.`,
    async (world) => {
      const { access_token } = await called(world)
      await world.control.clock({ advance: 'PT1H' })
      return exchange(world, access_token)
    },
  ),
  row(
    'userAssertionAudience',
    500131,
    ({ app }) =>
      `Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was 'https://graph.microsoft.com' and the expected audience is '${app('api').clientId}' or one of the Application Uris of this application with App ID '${app('api').clientId}' (Orders). The downstream client must request a token for the expected audience (the application that made the OBO request) and this application should use that token as the assertion.`,
    async (world) => exchange(world, (await called(world, 'https://graph.microsoft.com/User.Read')).access_token),
  ),
  row(
    'userAssertionIsAppOnly',
    7000114,
    ({ app }) => `Application '${app('api').clientId}' is not allowed to make application on-behalf-of calls.`,
    async (world) => {
      const { body } = await world.asApp('web', { scope: 'api://orders/.default' })
      return exchange(world, body.access_token)
    },
  ),
  row(
    'userAssertionIsIdToken',
    240002,
    "Input id_token cannot be used as 'urn:ietf:params:oauth:grant-type:jwt-bearer' grant.",
    async (world) => exchange(world, (await called(world)).id_token),
  ),
  {
    ...row('tokenUseUnknown', 90023, "Unsupported 'requested_token_use' value 'other'.", (world) =>
      exchange(world, 'garbage', { requested_token_use: 'other' }),
    ),
    error: 'invalid_request',
  },
]
