import { fold } from '../../kernel/fold.js'
import { defineTable, equality, ordered, unique } from '../../store/table-definition.js'
import type { Application, AppRoleAssignment, OAuth2PermissionGrant, ServicePrincipal } from './application-rows.js'
import type { DirectoryAudit } from './audit/directory-audit-rows.js'
import type { ExtensionProperty, OpenExtension, SchemaExtension } from './extension-rows.js'
import { isDynamic } from './group-kinds.js'
import type { Group, GroupLink, GroupSender } from './group-rows.js'
import type {
  ActivatedRole,
  AdministrativeUnit,
  AdministrativeUnitMember,
  DeletedItem,
  GroupSetting,
  Organization,
  RoleAssignment,
  RoleDefinition,
  RoleSchedule,
  Subscription,
  TokenLifetimePolicy,
} from './tenant-rows.js'
import type { User } from './user-rows.js'

/** Live users. A deleted one moves to `deletedItems`, so every key here is free again at once. */
export const users = defineTable<User>({
  name: 'users',
  id: (user) => user.id,
  indexes: {
    userPrincipalName: unique((user) => fold(user.userPrincipalName)),
    proxyAddresses: equality((user) => user.proxyAddresses.map(addressOf)),
    mail: equality((user) => user.mail && fold(user.mail)),
    mailNickname: equality((user) => user.mailNickname && fold(user.mailNickname)),
    identities: equality((user) =>
      user.identities.map((identity) => identityKey(identity.issuer, identity.issuerAssignedId)),
    ),
    signInName: equality((user) => user.identities.map((identity) => fold(identity.issuerAssignedId ?? ''))),
    skuId: equality((user) => user.assignedLicenses.map((license) => license.skuId)),
    managerId: equality((user) => user.managerId),
    sponsorId: equality((user) => user.sponsorIds),
    onPremisesImmutableId: equality((user) => user.onPremisesImmutableId),
    displayName: ordered((user) => fold(user.displayName ?? '')),
    userPrincipalNameOrder: ordered((user) => fold(user.userPrincipalName)),
  },
})

/** What apps keep with objects. It stays while an object is deleted, and goes when that is deleted for good. */
export const openExtensions = defineTable<OpenExtension>({
  name: 'openExtensions',
  id: (extension) => openExtensionId(extension),
  indexes: { objectId: equality((extension) => extension.objectId) },
})

/** Directory extensions. Those of a deleted application wait for it here, out of sight. */
export const extensionProperties = defineTable<ExtensionProperty>({
  name: 'extensionProperties',
  id: (property) => property.id,
  indexes: {
    name: unique((property) => fold(property.name)),
    applicationId: equality((property) => property.applicationId),
  },
})

/** Schema extensions of this tenant, and of others as far as they were used here. */
export const schemaExtensions = defineTable<SchemaExtension>({
  name: 'schemaExtensions',
  id: (schema) => fold(schema.id),
  indexes: {},
})

export const groups = defineTable<Group>({
  name: 'groups',
  id: (group) => group.id,
  indexes: {
    displayName: ordered((group) => fold(group.displayName)),
    mail: equality((group) => group.mail && fold(group.mail)),
    mailNickname: equality((group) => fold(group.mailNickname)),
    proxyAddresses: equality((group) => group.proxyAddresses.map(addressOf)),
    uniqueName: unique((group) => group.uniqueName && fold(group.uniqueName)),
    ruled: equality((group) => (isDynamic(group) ? (group.membershipRuleProcessingState ?? 'On') : null)),
  },
})

/** Who is a member or an owner of which group: one row per link. */
export const groupLinks = defineTable<GroupLink>({
  name: 'groupLinks',
  id: (link) => groupLinkId(link),
  indexes: {
    group: equality((link) => linkKey(link.kind, link.groupId)),
    principal: equality((link) => linkKey(link.kind, link.principalId)),
  },
})

export const roleAssignments = defineTable<RoleAssignment>({
  name: 'roleAssignments',
  id: (assignment) => assignment.id,
  indexes: {
    principalId: equality((assignment) => assignment.principalId),
    roleDefinitionId: equality((assignment) => assignment.roleDefinitionId),
  },
})

/** When role assignments end by themselves. */
export const roleSchedules = defineTable<RoleSchedule>({
  name: 'roleSchedules',
  id: (schedule) => schedule.id,
  indexes: { endDateTime: ordered((schedule) => schedule.endDateTime) },
})

export const applications = defineTable<Application>({
  name: 'applications',
  id: (application) => application.id,
  indexes: {
    appId: unique((application) => fold(application.appId)),
    displayName: ordered((application) => fold(application.displayName)),
    identifierUris: equality((application) => application.identifierUris.map(fold)),
    uniqueName: unique(({ extra }) => (typeof extra.uniqueName === 'string' ? fold(extra.uniqueName) : null)),
    tokenLifetimePolicyId: equality((application) => application.tokenLifetimePolicyId),
  },
})

export const servicePrincipals = defineTable<ServicePrincipal>({
  name: 'servicePrincipals',
  id: (principal) => principal.id,
  indexes: {
    appId: unique((principal) => fold(principal.appId)),
    displayName: ordered((principal) => fold(principal.displayName)),
    servicePrincipalNames: equality((principal) => principal.servicePrincipalNames.map(fold)),
    tokenLifetimePolicyId: equality((principal) => principal.tokenLifetimePolicyId),
  },
})

export const appRoleAssignments = defineTable<AppRoleAssignment>({
  name: 'appRoleAssignments',
  id: (assignment) => assignment.id,
  indexes: {
    principalId: equality((assignment) => assignment.principalId),
    resourceId: equality((assignment) => assignment.resourceId),
  },
})

export const oauth2PermissionGrants = defineTable<OAuth2PermissionGrant>({
  name: 'oauth2PermissionGrants',
  id: (grant) => grant.id,
  indexes: {
    clientId: equality((grant) => grant.clientId),
    principalId: equality((grant) => grant.principalId),
    resourceId: equality((grant) => grant.resourceId),
  },
})

/** At most one of them is the organization's default. */
export const tokenLifetimePolicies = defineTable<TokenLifetimePolicy>({
  name: 'tokenLifetimePolicies',
  id: (policy) => policy.id,
  indexes: { isOrganizationDefault: equality((policy) => String(policy.isOrganizationDefault)) },
})

/** Built-in roles that were switched on: a role that nobody ever held is not among the tenant's `directoryRoles`. */
export const activatedRoles = defineTable<ActivatedRole>({
  name: 'activatedRoles',
  id: (role) => role.roleTemplateId,
  indexes: {},
})

/** Roles that the tenant defined itself. */
export const roleDefinitions = defineTable<RoleDefinition>({
  name: 'roleDefinitions',
  id: (role) => role.id,
  indexes: {},
})

export const administrativeUnits = defineTable<AdministrativeUnit>({
  name: 'administrativeUnits',
  id: (unit) => unit.id,
  indexes: {
    displayName: ordered((unit) => fold(unit.displayName)),
  },
})

/** Who is in which administrative unit: one row per membership. */
export const administrativeUnitMembers = defineTable<AdministrativeUnitMember>({
  name: 'administrativeUnitMembers',
  id: ({ unitId, memberId }) => `${unitId}/${memberId}`,
  indexes: {
    unitId: equality((member) => member.unitId),
    memberId: equality((member) => member.memberId),
  },
})

/** What the tenant bought: one row per SKU. Consumed units are counted from the users' licenses, never stored. */
export const subscriptions = defineTable<Subscription>({
  name: 'subscriptions',
  id: (subscription) => subscription.skuId,
  indexes: {},
})

/** Who may write to which Microsoft 365 group, and who may not: one row each. */
export const groupSenders = defineTable<GroupSender>({
  name: 'groupSenders',
  id: (sender) => groupSenderId(sender),
  indexes: { groupId: equality((sender) => sender.groupId), senderId: equality((sender) => sender.senderId) },
})

/** Settings of Microsoft 365 groups and of the tenant. */
export const groupSettings = defineTable<GroupSetting>({
  name: 'groupSettings',
  id: (setting) => setting.id,
  indexes: { groupId: equality((setting) => setting.groupId ?? '') },
})

export const deletedItems = defineTable<DeletedItem>({
  name: 'deletedItems',
  id: (item) => item.id,
  indexes: {
    kind: equality((item) => item.kind),
    deletedDateTime: ordered((item) => item.deletedDateTime),
  },
})

/** What was done in the directory. */
export const directoryAudits = defineTable<DirectoryAudit>({
  name: 'directoryAudits',
  id: (entry) => entry.id,
  indexes: {},
})

/** The tenant itself: exactly one row. */
export const organizations = defineTable<Organization>({
  name: 'organizations',
  id: (organization) => organization.id,
  indexes: {},
})

/** A proxy address without its `SMTP:` or `smtp:`, as it is compared. */
export function addressOf(proxyAddress: string): string {
  return fold(proxyAddress.slice(proxyAddress.indexOf(':') + 1))
}

export function identityKey(issuer: string | null, issuerAssignedId: string | null): string {
  return `${fold(issuer ?? '')}\n${fold(issuerAssignedId ?? '')}`
}

/** An extension goes by its name, in any case, with its object. */
export function openExtensionId({
  objectId,
  extensionName,
}: Pick<OpenExtension, 'objectId' | 'extensionName'>): string {
  return `${objectId}/${fold(extensionName)}`
}

/** The key of the `group` and `principal` indexes of `groupLinks`. */
export function linkKey(kind: GroupLink['kind'], id: string): string {
  return `${kind}/${id}`
}

export function groupSenderId({ kind, groupId, senderId }: GroupSender): string {
  return `${kind}/${groupId}/${senderId}`
}

/** The id tells the whole link, so that a deleted one can still be named from the change log. */
export function groupLinkId(link: Pick<GroupLink, 'kind' | 'groupId' | 'principalId'>): string {
  return `${link.kind}/${link.groupId}/${link.principalId}`
}

export function parseGroupLinkId(id: string): Pick<GroupLink, 'kind' | 'groupId' | 'principalId'> {
  const [kind, groupId = '', principalId = ''] = id.split('/')
  return { kind: kind === 'owner' ? 'owner' : 'member', groupId, principalId }
}
