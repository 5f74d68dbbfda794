import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import { organizationOf, verifiedDomain } from '../directory/organization.js'
import { addressOf } from '../directory/tables.js'
import type { OptionalClaim } from '../directory/token-settings.js'
import type { User } from '../directory/user-rows.js'
import type { UserGrant } from './access-grant.js'
import { encodeLoginHint } from './login-hint.js'
import { signInNameOf } from './sign-in.js'
import type { Claims } from './signer.js'
import { pairwiseSubject, passportId } from './subject.js'

/** What is known of a user when a token is issued. */
export interface UserFacts extends Pick<UserGrant, 'client' | 'user' | 'issuers'> {
  readonly reader: Reader
}

/** Reads one claim, null or undefined where there is none; `asked` are the additional properties of an optional claim. */
type ReadClaim = (facts: UserFacts, asked: ReadonlySet<string>) => unknown

/** Every claim about a user by its name (Microsoft identity platform: Access token, ID token and Optional claims reference). */
const table: Readonly<Record<string, ReadClaim>> = {
  acct: ({ user }) => (isGuest(user) ? 1 : 0),
  acr: () => '1',
  amr: () => ['pwd'],
  app_displayname: ({ client }) => client.displayName,
  ctry: ({ user }) => countryCode(user.country),
  email: ({ user }) => user.mail,
  family_name: ({ user }) => user.surname,
  given_name: ({ user }) => user.givenName,
  idp: ({ issuers }) => issuers.v1,
  idtyp: () => 'user',
  ipaddr: () => '127.0.0.1',
  login_hint: ({ reader, user }) => encodeLoginHint({ tenantId: reader.tenant, userId: user.id }),
  name: ({ user }) => user.displayName,
  oid: ({ user }) => user.id,
  onprem_sid: ({ user }) => user.onPremisesSecurityIdentifier,
  platf: () => '3',
  preferred_username: ({ user }) => homeNameOf(user),
  puid: ({ user }) => passportId(user.id),
  signin_state: () => ['kmsi'],
  tenant_ctry: ({ reader }) => countryCode(organizationOf(reader).countryLetterCode),
  tenant_region_scope: () => 'WW',
  unique_name: ({ user }) => homeNameOf(user),
  upn: ({ user }, asked) => principalName(user, asked),
  verified_primary_email: ({ reader, user }) => verifiedAddresses(reader, user.mail === null ? [] : [user.mail]),
  verified_secondary_email: ({ reader, user }) => verifiedAddresses(reader, secondaryAddresses(user)),
  xms_edov: ({ reader, user }) => (user.mail === null ? undefined : verifiedAddresses(reader, [user.mail]).length > 0),
  xms_pdl: ({ user }) => user.preferredDataLocation,
  xms_pl: ({ user }) => user.preferredLanguage && fold(user.preferredLanguage),
  xms_st: ({ reader, user, client }) => ({ sub: pairwiseSubject(reader.tenant, client.appId, user.id) }),
  xms_tpl: ({ reader }) => organizationOf(reader).extra.preferredLanguage,
}

/** Those of the table that an app can ask for. `idtyp` is asked for in another way, and claims of the session stand elsewhere. */
const OPTIONAL = new Set(
  [
    'acct ctry email family_name given_name ipaddr login_hint onprem_sid preferred_username signin_state',
    'tenant_ctry tenant_region_scope upn verified_primary_email verified_secondary_email xms_edov xms_pdl xms_pl xms_tpl',
  ].flatMap((names) => names.split(' ')),
)

const NOTHING_ASKED: ReadonlySet<string> = new Set()

/** The claims of these names, as far as they have a value. */
export function userClaims(names: readonly string[], facts: UserFacts): Claims {
  const claims: Record<string, unknown> = {}
  for (const name of names) {
    const value = table[name]?.(facts, NOTHING_ASKED)
    if (value !== undefined && value !== null) claims[name] = value
  }
  return claims
}

/** The claims that an app asks for; those that are no optional claims, or have no value, are left out. */
export function optionalUserClaims(asked: readonly OptionalClaim[], facts: UserFacts): Claims {
  return present(
    asked.map(({ name, source, additionalProperties }) => {
      if (source === 'user') return [extensionClaim(name), facts.user.extra[name]]
      return [name, OPTIONAL.has(name) ? table[name]?.(facts, additionalProperties) : undefined]
    }),
  )
}

function present(claims: readonly (readonly [string, unknown])[]): Claims {
  return Object.fromEntries(claims.filter(([, value]) => value !== undefined && value !== null))
}

/** `extension_{app id without dashes}_skypeId` → `extn.skypeId`. */
function extensionClaim(name: string): string {
  return `extn.${name.replace(/^extension_[0-9a-f]{32}_/i, '')}`
}

/** Whether a user is a guest here. */
export function isGuest(user: User): boolean {
  return user.userType === 'Guest'
}

/** Whether a user's account lives in another directory: the name here is made of the name there. */
function isExternal({ userPrincipalName }: User): boolean {
  return userPrincipalName.includes('#EXT#')
}

/** What somebody signs in with, for one from another directory the name there. */
function homeNameOf(user: User): string {
  return isExternal(user) && user.mail !== null ? user.mail : signInNameOf(user)
}

/** The name of somebody from another directory is told only to apps that ask for it, as it stands or without hash marks. */
function principalName(user: User, asked: ReadonlySet<string>): string | undefined {
  const { userPrincipalName } = user
  if (!isExternal(user) || asked.has('include_externally_authenticated_upn')) return userPrincipalName
  const withoutHash = asked.has('include_externally_authenticated_upn_without_hash')
  return withoutHash ? userPrincipalName.replaceAll('#', '_') : undefined
}

function countryCode(country: string | null): string | undefined {
  return country !== null && /^[A-Za-z]{2}$/.test(country) ? country.toUpperCase() : undefined
}

function secondaryAddresses({ mail, proxyAddresses }: User): readonly string[] {
  return proxyAddresses.map(addressOf).filter((address) => address !== fold(mail ?? ''))
}

function verifiedAddresses(reader: Reader, addresses: readonly string[]): readonly string[] {
  const organization = organizationOf(reader)
  return addresses.filter((address) => verifiedDomain(organization, address.slice(address.lastIndexOf('@') + 1)))
}
