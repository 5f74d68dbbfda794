import type { Row } from './row.js'
import type { Fields, World } from './world.js'

const ZOE = 'zoe@contoso.example'
const DETAILS = { newpasswd: 'Autumn2027!', confirmpasswd: 'Autumn2027!', displayName: 'Zoe' }

async function begin({ open, home }: World) {
  return open('shop', { prompt: 'create' }, home('customers'))
}

async function sendCode(world: World, email = ZOE) {
  await begin(world)
  return world.browser.submit({ email })
}

/** Signs up as far as the page for password and name, and sends that. */
async function signUp(world: World, details: Fields, meanwhile?: () => Promise<unknown>) {
  await sendCode(world)
  const mails = await world.control.outbox({ tenantId: world.home('customers') })
  await world.browser.submit({ otc: /\b\d{8}\b/.exec(mails.at(-1)?.text ?? '')?.[0] ?? '' })
  await meanwhile?.()
  return world.browser.submit({ ...DETAILS, ...details })
}

async function replace({ signIn, browser }: World, fields: Fields) {
  await signIn('new', 'web')
  const wanted = { newpasswd: 'Passw0rd!next', confirmpasswd: 'Passw0rd!next' }
  return browser.submit({ oldpasswd: 'Passw0rd!new', ...wanted, ...fields })
}

/** Refusals of people who replace a password, sign up, or have forgotten theirs: all beside the form that they filled in. */
export const selfServiceRows: readonly Row[] = [
  {
    word: 'wrongPassword',
    code: 120000,
    text: 'The current password is incorrect.',
    told: 'form',
    provoke: (world) => replace(world, { oldpasswd: 'wrong' }),
  },
  {
    word: 'weakPassword',
    code: 120002,
    text: 'The password does not comply with the complexity requirements: 8 to 256 characters with three of lowercase letters, uppercase letters, numbers and symbols.',
    told: 'form',
    provoke: (world) => replace(world, { newpasswd: 'weak', confirmpasswd: 'weak' }),
  },
  {
    word: 'passwordReused',
    code: 120002,
    text: 'The new password must differ from the current one.',
    told: 'form',
    provoke: (world) => replace(world, { newpasswd: 'Passw0rd!new', confirmpasswd: 'Passw0rd!new' }),
  },
  {
    word: 'passwordsDiffer',
    code: 50144,
    text: "The passwords you entered don't match.",
    told: 'form',
    provoke: (world) => replace(world, { confirmpasswd: 'Passw0rd!other' }),
  },
  {
    word: 'addressInvalid',
    code: 90100,
    text: 'username parameter is empty or not valid.',
    told: 'form',
    provoke: (world) => sendCode(world, 'no address'),
  },
  {
    word: 'addressTaken',
    code: 1003037,
    text: 'It looks like you may already have an account with this email address.',
    told: 'form',
    provoke: (world) => sendCode(world, 'mary@contoso.example'),
  },
  {
    word: 'passcodeWrong',
    code: 50181,
    text: 'Unable to validate the otp.',
    told: 'form',
    provoke: async (world) => {
      await sendCode(world)
      return world.browser.submit({ otc: 'wrong' })
    },
  },
  {
    word: 'passcodeSpent',
    code: 552001,
    text: 'The one-time passcode has expired or was used.',
    told: 'form',
    provoke: (world) => signUp(world, {}, () => world.control.clock({ advance: 'PT30M' })),
  },
  {
    word: 'valueRequired',
    code: 55106,
    text: "The attribute 'displayName' is required.",
    told: 'form',
    provoke: (world) => signUp(world, { displayName: '' }),
  },
  {
    word: 'invalidValue',
    code: 90100,
    text: 'surname parameter is empty or not valid.',
    told: 'form',
    provoke: (world) => signUp(world, { surname: 'x'.repeat(65) }),
  },
]
