import type { Row } from './row.js'
import { CORRELATION, type World } from './world.js'

const WRONG_CODE = 'Invalid verification code due to User typing in wrong user code for device code flow.'

async function begin({ post, as, home }: World) {
  const { body } = await post(`/${home()}/oauth2/v2.0/devicecode`, { ...as('tv'), scope: 'User.Read' })
  return { userCode: String(body.user_code), deviceCode: String(body.device_code) }
}

const poll = ({ token, as }: World, device_code: string, client = 'tv') =>
  token({ ...as(client), grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code })

async function type({ browser, home }: World, otc: string) {
  await browser.open(`/${home()}/oauth2/deviceauth`)
  return browser.submit({ otc, 'client-request-id': CORRELATION })
}

/** Brings the device's sign-in to its end, with a yes or a no. */
async function settle(world: World, userCode: string, decision: 'accept' | 'cancel') {
  await type(world, userCode)
  await world.enter('ann')
  return world.browser.submit({ decision })
}

async function guessOften(world: World) {
  for (let at = 0; at < 100; at++) await type(world, `WRONG${at}`)
  return type(world, 'WRONGAGAIN')
}

/** Refusals of devices, at the token endpoint and on the page where their codes are typed. */
export const deviceRows: readonly Row[] = [
  {
    word: 'authorizationPending',
    code: 70016,
    error: 'authorization_pending',
    text: 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
    told: 'client',
    provoke: async (world) => poll(world, (await begin(world)).deviceCode),
  },
  {
    word: 'authorizationDeclined',
    code: 70018,
    error: 'authorization_declined',
    text: 'OAuth 2.0 device flow error. Authorization is not approved: the user declined it.',
    told: 'client',
    provoke: async (world) => {
      const { userCode, deviceCode } = await begin(world)
      await settle(world, userCode, 'cancel')
      return poll(world, deviceCode)
    },
  },
  {
    word: 'deviceCodeUnknown',
    code: 70018,
    error: 'bad_verification_code',
    text: WRONG_CODE,
    told: 'client',
    provoke: async (world) => poll(world, (await begin(world)).deviceCode, 'web'),
  },
  {
    word: 'deviceCodeMalformed',
    code: 9002313,
    error: 'invalid_grant',
    text: 'Invalid request. Request is malformed or invalid.',
    told: 'client',
    provoke: (world) => poll(world, 'garbage'),
  },
  {
    word: 'deviceCodeRedeemed',
    code: 54005,
    error: 'invalid_grant',
    text: 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    told: 'client',
    provoke: async (world) => {
      const { userCode, deviceCode } = await begin(world)
      await settle(world, userCode, 'accept')
      await poll(world, deviceCode)
      return poll(world, deviceCode)
    },
  },
  {
    word: 'deviceCodeExpired',
    code: 70020,
    error: 'expired_token',
    text: "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
    told: 'client',
    provoke: async (world) => {
      const { deviceCode } = await begin(world)
      await world.control.clock({ advance: 'PT15M' })
      return poll(world, deviceCode)
    },
  },
  {
    word: 'userCodeMissing',
    code: 90119,
    text: 'The user code is null or empty.',
    told: 'form',
    provoke: (world) => type(world, ' '),
  },
  {
    word: 'userCodeUnknown',
    code: 70018,
    text: WRONG_CODE,
    told: 'form',
    provoke: (world) => type(world, 'WRONGCODE'),
  },
  {
    word: 'userCodeExpired',
    code: 70019,
    text: 'Verification code expired.',
    told: 'form',
    provoke: async (world) => {
      const { userCode } = await begin(world)
      await world.control.clock({ advance: 'PT15M' })
      return type(world, userCode)
    },
  },
  {
    word: 'userCodeUsed',
    code: 90120,
    text: 'The request was already authorized or declined.',
    told: 'form',
    provoke: async (world) => {
      const { userCode } = await begin(world)
      await settle(world, userCode, 'accept')
      return type(world, userCode)
    },
  },
  {
    word: 'userCodeGuessed',
    code: 90055,
    text: 'There were too many wrong codes. Wait a quarter of an hour and try again.',
    told: 'form',
    provoke: guessOften,
  },
]
