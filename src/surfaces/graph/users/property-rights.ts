import { PROFILE_TEXTS } from '../../../domain/directory/profile-texts.js'
import type { User } from '../../../domain/directory/user-rows.js'
import { DomainError } from '../../../kernel/errors.js'
import { hasRight, requireTouch } from '../authorize/require-right.js'
import { requireAttributeAssignment } from '../authorize/security-attribute-rights.js'
import type { Touch } from '../authorize/sensitive-actions.js'
import { type Call, readerOf } from '../call.js'

/** Properties that only those may change who may touch the user in that way. */
const SENSITIVE: Readonly<Record<string, Touch>> = {
  accountEnabled: 'account',
  onPremisesImmutableId: 'sensitive',
  userPrincipalName: 'account',
  businessPhones: 'reset',
  mobilePhone: 'reset',
  otherMails: 'reset',
  passwordProfile: 'reset',
}

/** Permissions that reach single properties. */
const NARROW: Readonly<Record<string, readonly string[]>> = {
  accountEnabled: ['User.EnableDisableAccount.All'],
  otherMails: ['User-Mail.ReadWrite.All'],
  businessPhones: ['User-Phone.ReadWrite.All'],
  mobilePhone: ['User-Phone.ReadWrite.All'],
  identities: ['User.ManageIdentities.All'],
}

/** Permissions to which everything else is not broad enough. */
const LIFE_CYCLE = ['User-LifeCycleInfo.ReadWrite.All']
const BROAD = ['User.ReadWrite.All', 'Directory.ReadWrite.All', 'Directory.AccessAsUser.All']
const PASSWORD = ['User-PasswordProfile.ReadWrite.All', 'Directory.AccessAsUser.All']
/** What everybody may change about themselves. */
const OWN = new Set(['mobilePhone', ...PROFILE_TEXTS])

/**
 * Throws `denied` unless the caller may change each of these properties of a user: by the token's permissions, and, for
 * a signed-in user, by directory roles (Microsoft Graph: Update user, permissions for specific scenarios). Profile texts
 * are for signed-in users alone, and in requests of their own (`entitySetUnsupported`).
 */
export function requirePropertyRights(call: Call, target: User, properties: readonly string[]): void {
  const { caller } = call
  refuseMixture(properties)
  if (caller.unchecked) return
  for (const property of properties) {
    if (property === 'customSecurityAttributes') {
      requireAttributeAssignment(call)
      continue
    }
    if (caller.kind === 'app' && isProfileText(property)) throw new DomainError('denied', { property })
    if (!isPermitted(call, property)) throw new DomainError('denied', { property })
    if (caller.kind === 'user' && caller.oid === target.id && OWN.has(property)) continue
    const touch = SENSITIVE[property]
    if (touch) requireTouch(readerOf(call), caller, target.id, touch)
    else if (!hasRight(readerOf(call), caller, rightFor(property), target.id))
      throw new DomainError('denied', { property })
  }
}

/** The profile store is another service than the directory: one request does not write to both. */
function refuseMixture(properties: readonly string[]): void {
  const profile = properties.filter(isProfileText)
  if (profile.length > 0 && profile.length < properties.length) throw new DomainError('entitySetUnsupported')
}

/** Throws `entitySetUnsupported` for a new user with profile texts: the profile store has no place for them yet. */
export function refuseProfileTexts(properties: readonly string[]): void {
  if (properties.some(isProfileText)) throw new DomainError('entitySetUnsupported')
}

function isProfileText(property: string): boolean {
  return PROFILE_TEXTS.includes(property)
}

function rightFor(property: string): string {
  if (property === 'employeeLeaveDateTime') return 'users/lifeCycle'
  return property === 'usageLocation' ? 'users/usageLocation' : 'users/basicUpdate'
}

function isPermitted({ caller }: Call, property: string): boolean {
  const held = caller.kind === 'app' ? caller.roles : caller.scopes
  const among = (names: readonly string[]) => names.some((name) => held.has(name))
  if (property === 'passwordProfile') return among(PASSWORD)
  if (property === 'employeeLeaveDateTime') return among(LIFE_CYCLE)
  if (caller.kind === 'user' && held.has('User.ReadWrite')) return true
  return among(BROAD) || among(NARROW[property] ?? [])
}
