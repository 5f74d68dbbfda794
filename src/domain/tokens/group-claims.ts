import type { Reader } from '../access.js'
import type { Application, ServicePrincipal } from '../directory/application-rows.js'
import type { Group } from '../directory/group-rows.js'
import { directGroups, transitiveGroups } from '../directory/memberships.js'
import { directoryRoleId, directoryRolesOf } from '../directory/role-assignments.js'
import { type OptionalClaim, tokenSettingsOf } from '../directory/token-settings.js'
import type { User } from '../directory/user-rows.js'
import { isAssigned } from './assignment.js'
import { heldDirectoryRoles } from './held-roles.js'
import type { Claims } from './signer.js'
import { isGuest } from './user-claims.js'

/** What every member of the directory holds beside roles. */
const MEMBER = 'b79fbf4d-3ef9-4689-8143-76b194e85509'

/** Groups that a token names at most; beyond that it says where to ask. */
const MOST_GROUPS = 200
/** The same for a token that travels in an address. */
const MOST_GROUPS_IN_ADDRESS = 5

/** For which app the groups are named: as an API for access tokens, as the app that people sign in to for id tokens. */
export interface GroupsAsked {
  readonly application: Application | undefined
  readonly principal: ServicePrincipal | undefined
  /** The optional claims of the token, among which `groups` says how groups are written. */
  readonly optional: readonly OptionalClaim[]
  /** Whether the token comes straight from the authorization endpoint. */
  readonly isImplicit: boolean
  /** Where Microsoft Graph is. */
  readonly graph: string
}

/**
 * The claims `groups` and `wids` as an app's `groupMembershipClaims` wants them; `roles` in place of `groups` where the
 * app wants groups as roles (Microsoft Entra: Configure group claims for applications).
 */
export function groupClaims(reader: Reader, user: User, asked: GroupsAsked): Claims {
  const wanted = tokenSettingsOf(asked.application).groupMembershipClaims
  if (wanted.size === 0 || wanted.has('None')) return {}
  const wids = wanted.has('All') || wanted.has('DirectoryRole') ? { wids: directoryRoleIds(reader, user) } : {}
  return { ...writtenGroups(groupsOf(reader, user, asked.principal, wanted), user, asked), ...wids }
}

/** Template ids of a user's directory roles, with the mark of a member. */
export function directoryRoleIds(reader: Reader, user: User): readonly string[] {
  const held = heldDirectoryRoles(reader, user.id)
  return isGuest(user) ? held : [...held, MEMBER]
}

/** A group, or a directory role by its object id, as one entry of the claim. */
type Membership = Group | string

function groupsOf(
  reader: Reader,
  user: User,
  principal: ServicePrincipal | undefined,
  wanted: ReadonlySet<string>,
): ReadonlySet<Membership> {
  const found = new Set<Membership>()
  if (wanted.has('All') || wanted.has('SecurityGroup')) {
    for (const group of transitiveGroups(reader, user.id))
      if (wanted.has('All') || group.securityEnabled) found.add(group)
  }
  if (wanted.has('SecurityGroup'))
    for (const role of directoryRolesOf(reader, user.id)) found.add(directoryRoleId(reader.tenant, role))
  if (wanted.has('ApplicationGroup') && principal) {
    for (const group of directGroups(reader, user.id)) if (isAssigned(reader, group.id, principal.id)) found.add(group)
  }
  return found
}

function writtenGroups(found: ReadonlySet<Membership>, user: User, asked: GroupsAsked): Claims {
  const style = asked.optional.find(({ name }) => name === 'groups')?.additionalProperties ?? new Set<string>()
  const groups = [...found].flatMap((group) => written(group, style) ?? [])
  if (groups.length === 0) return {}
  if (asked.isImplicit && groups.length > MOST_GROUPS_IN_ADDRESS) return { hasgroups: true }
  if (groups.length > MOST_GROUPS) return overage(user, asked.graph)
  return { [style.has('emit_as_roles') ? 'roles' : 'groups']: groups }
}

function overage(user: User, graph: string): Claims {
  return {
    _claim_names: { groups: 'src1' },
    _claim_sources: { src1: { endpoint: `${graph}/v1.0/users/${user.id}/getMemberObjects` } },
  }
}

/** How a group's name on premises is written, by the additional property that asks for it. */
const ON_PREMISES: Readonly<Record<string, (group: Group['extra']) => readonly unknown[]>> = {
  sam_account_name: ({ onPremisesSamAccountName }) => [onPremisesSamAccountName],
  dns_domain_and_sam_account_name: ({ onPremisesDomainName, onPremisesSamAccountName }) => [
    onPremisesDomainName,
    onPremisesSamAccountName,
  ],
  netbios_domain_and_sam_account_name: ({ onPremisesNetBiosName, onPremisesSamAccountName }) => [
    onPremisesNetBiosName,
    onPremisesSamAccountName,
  ],
}

/** A group as it stands in the claim; undefined for one that does not have the name that is asked for. */
function written(group: Membership, style: ReadonlySet<string>): string | undefined {
  if (typeof group === 'string') return group
  const onPremises = [...style].find((property) => property in ON_PREMISES)
  if (style.has('cloud_displayname') && !group.onPremisesSyncEnabled) return group.displayName
  if (onPremises === undefined) return style.has('cloud_displayname') ? undefined : group.id
  const parts = ON_PREMISES[onPremises]?.(group.extra) ?? []
  return parts.every((part) => typeof part === 'string') ? parts.join('\\') : undefined
}
