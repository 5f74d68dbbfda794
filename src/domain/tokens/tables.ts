import { defineTable, equality, ordered, unique } from '../../store/table-definition.js'
import type { PresentedAssertion, TrustedIssuer } from './assertion-rows.js'
import type { AuthorizationCode } from './authorization-code-rows.js'
import type { DeviceCode } from './device-code-rows.js'
import type { OneTimePasscode } from './one-time-passcode-rows.js'
import type { PasswordFailures } from './password-failure-rows.js'
import type { RefreshToken } from './refresh-token-rows.js'
import type { SignInSession } from './session-rows.js'
import type { SignIn } from './sign-in-rows.js'

/** Refresh tokens that were handed out, by the hash of what was handed out. */
export const refreshTokens = defineTable<RefreshToken>({
  name: 'refreshTokens',
  id: (token) => token.id,
  indexes: {},
})

/** Authorization codes that were handed out, redeemed ones too until they expire. */
export const authorizationCodes = defineTable<AuthorizationCode>({
  name: 'authorizationCodes',
  id: (code) => code.id,
  indexes: { expiresAt: ordered((code) => code.expiresAt) },
})

/** Who is signed in, in which browser. */
export const signInSessions = defineTable<SignInSession>({
  name: 'signInSessions',
  id: (session) => session.id,
  indexes: { userId: equality((session) => session.userId), expiresAt: ordered((session) => session.expiresAt) },
})

/** Devices that wait for somebody to sign in, and those that lately did. */
export const deviceCodes = defineTable<DeviceCode>({
  name: 'deviceCodes',
  id: (code) => code.id,
  indexes: { userCode: unique((code) => code.userCode), expiresAt: ordered((code) => code.expiresAt) },
})

/** Who signed in, or tried to: users and apps. */
export const signIns = defineTable<SignIn>({
  name: 'signIns',
  id: (signIn) => signIn.id,
  indexes: { userId: equality((signIn) => signIn.userId) },
})

/** Users who gave wrong passwords lately. */
export const passwordFailures = defineTable<PasswordFailures>({
  name: 'passwordFailures',
  id: (failures) => failures.id,
  indexes: {},
})

/** Codes that were mailed to prove an address, until they are used or expire. */
export const oneTimePasscodes = defineTable<OneTimePasscode>({
  name: 'oneTimePasscodes',
  id: (passcode) => passcode.id,
  indexes: { expiresAt: ordered((passcode) => passcode.expiresAt) },
})

/** Assertions that clients presented, by hashes, until they expire. */
export const presentedAssertions = defineTable<PresentedAssertion>({
  name: 'presentedAssertions',
  id: (presented) => presented.id,
  indexes: { expiresAt: ordered((presented) => presented.expiresAt) },
})

/** Issuers outside this emulator whose tokens can be checked. */
export const trustedIssuers = defineTable<TrustedIssuer>({
  name: 'trustedIssuers',
  id: (issuer) => issuer.id,
  indexes: {},
})
