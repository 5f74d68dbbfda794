import type { Row } from './row.js'
import type { World } from './world.js'

const NOT_FOUND = ({ home }: World) =>
  `The user account {EUII Hidden} does not exist in the ${home()} directory. To sign into this application, the account must be added to the directory.`
const DISABLED = 'The user account is disabled.'
const WRONG = 'Error validating credentials due to invalid username or password.'
const LOCKED = "The account is locked, you've tried to sign in too many times with an incorrect user ID or password."
const NO_PASSWORD = "Invalid or null password: password doesn't exist in the directory for this user."

async function lockAnn({ withPassword }: World): Promise<void> {
  for (let at = 0; at < 10; at++) await withPassword('ann', { password: `wrong ${at}` })
}

/** Adds somebody who signs in elsewhere and has no password here. */
async function addFederated({ graph }: World): Promise<string> {
  const userPrincipalName = 'zoe@contoso.onmicrosoft.com'
  await graph('POST', '/v1.0/users', {
    accountEnabled: true,
    displayName: 'Zoe',
    mailNickname: 'zoe',
    userPrincipalName,
    identities: [{ signInType: 'federated', issuer: 'facebook.com', issuerAssignedId: '5eecb0cd' }],
  })
  return userPrincipalName
}

async function typed({ open, browser }: World, loginfmt: string, passwd: string) {
  await open('web')
  return browser.submit({ loginfmt, passwd })
}

async function bobAtContoso({ signIn, browser, token, as, home }: World) {
  await signIn('bob', 'tv', { redirect_uri: 'http://localhost' }, 'organizations')
  const { sentTo } = await browser.submit({ decision: 'accept' })
  const code = sentTo?.searchParams.get('code') ?? ''
  const form = { ...as('tv'), redirect_uri: 'http://localhost' }
  const { body } = await token({ ...form, grant_type: 'authorization_code', code }, 'organizations')
  return token({ ...form, grant_type: 'refresh_token', refresh_token: String(body.refresh_token) }, home())
}

/** Refusals of people: who they are, their passwords, and the state of their accounts. */
export const userRows: readonly Row[] = [
  {
    word: 'userNotFound',
    code: 50034,
    error: 'invalid_grant',
    text: NOT_FOUND,
    told: 'client',
    provoke: ({ withPassword }) => withPassword('ann', { username: 'nobody@contoso.onmicrosoft.com' }),
  },
  {
    word: 'userNotFound',
    code: 50034,
    text: NOT_FOUND,
    told: 'form',
    provoke: (world) => typed(world, 'nobody@contoso.onmicrosoft.com', 'x'),
  },
  {
    word: 'userDisabled',
    code: 50057,
    error: 'invalid_grant',
    text: DISABLED,
    told: 'client',
    provoke: ({ withPassword }) => withPassword('off'),
  },
  {
    word: 'userDisabled',
    code: 50057,
    text: DISABLED,
    told: 'form',
    provoke: ({ signIn }) => signIn('off', 'web'),
  },
  {
    word: 'passwordMissing',
    code: 50056,
    error: 'invalid_grant',
    text: NO_PASSWORD,
    told: 'client',
    provoke: async (world) => world.withPassword('ann', { username: await addFederated(world) }),
  },
  {
    word: 'passwordWrong',
    code: 50126,
    error: 'invalid_grant',
    text: WRONG,
    told: 'client',
    provoke: ({ withPassword }) => withPassword('ann', { password: 'wrong' }),
  },
  {
    word: 'passwordWrong',
    code: 50126,
    text: WRONG,
    told: 'form',
    provoke: (world) => typed(world, 'ann@contoso.onmicrosoft.com', 'wrong'),
  },
  {
    word: 'accountLocked',
    code: 50053,
    error: 'invalid_grant',
    text: LOCKED,
    told: 'client',
    provoke: async (world) => {
      await lockAnn(world)
      return world.withPassword('ann')
    },
  },
  {
    word: 'accountLocked',
    code: 50053,
    text: LOCKED,
    told: 'form',
    provoke: async (world) => {
      await lockAnn(world)
      return world.signIn('ann', 'web')
    },
  },
  {
    word: 'passwordExpired',
    code: 50055,
    error: 'invalid_grant',
    suberror: 'user_password_expired',
    text: 'The password is expired.',
    told: 'client',
    provoke: ({ withPassword }) => withPassword('new'),
  },
  {
    word: 'accountNotInTenant',
    code: 50020,
    error: 'invalid_grant',
    text: ({ app, home }) =>
      `User account 'bob@fabrikam.onmicrosoft.com' from identity provider 'https://sts.windows.net/${home('fabrikam')}/' does not exist in tenant 'Contoso' and cannot access the application '${app('tv').clientId}'(Television) in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.`,
    told: 'client',
    provoke: bobAtContoso,
  },
]
