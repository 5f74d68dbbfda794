/**
 * What a signed-in user may do besides what the token permits: by being a member or a guest, by the target being the own
 * record or an owned object, or by a directory role (Microsoft Entra: default user permissions, built-in roles).
 * Global Administrators may do everything, unless a right says otherwise.
 */
export interface Right {
  readonly member?: true
  readonly guest?: true
  /** Guests have it even where they are restricted to what is their own. */
  readonly restrictedGuest?: true
  /** Members and guests have it only while this switch of the authorization policy is on. */
  readonly switch?: 'allowedToCreateApps' | 'allowedToCreateSecurityGroups' | 'allowedToReadOtherUsers'
  /** Global Administrators need one of the roles, too. */
  readonly rolesOnly?: true
  /** The target is the caller's own record. */
  readonly self?: true
  /** The caller owns the target. */
  readonly owner?: true
  readonly roles: readonly string[]
}

const USERS = ['User Administrator']
/** Who assigns and who defines custom security attributes. */
const ATTRIBUTES = ['Attribute Assignment Administrator', 'Attribute Definition Administrator']
const APPS = ['Application Administrator', 'Cloud Application Administrator']
const AUTHENTICATION = ['Authentication Administrator', 'Privileged Authentication Administrator']
const RESETTERS = [...USERS, ...AUTHENTICATION, 'Helpdesk Administrator', 'Password Administrator']
const WRITERS = ['Directory Writers']
const ROLE_GIVERS = ['Privileged Role Administrator']
const AUDITORS = ['Reports Reader', 'Security Reader', 'Security Administrator', 'Global Reader', ...APPS]
const READERS = ['Directory Readers', 'Global Reader']

const DEVICES = ['Intune Administrator', 'Windows 365 Administrator']
const DEVICE_ADMINISTRATORS = [...DEVICES, 'Cloud Device Administrator']

/** Roles of those who look after people, and see them whatever the tenant lets members see. */
const USER_READERS = [
  ...RESETTERS,
  ...WRITERS,
  'License Administrator',
  'Groups Administrator',
  'Privileged Role Administrator',
]

const everybody: Right = { member: true, guest: true, restrictedGuest: true, roles: [] }
const members: Right = { member: true, roles: [...READERS, 'Guest Inviter'] }

/** Which directory roles open what, for signed-in users (Microsoft Entra built-in roles). */
export const rights: Readonly<Record<string, Right>> = {
  everybody,
  members,
  self: { self: true, roles: [] },
  'users/list': { ...members, switch: 'allowedToReadOtherUsers', roles: [...members.roles, ...USER_READERS] },
  'users/read': {
    member: true,
    guest: true,
    self: true,
    switch: 'allowedToReadOtherUsers',
    roles: [...members.roles, ...USER_READERS],
  },
  'users/readWhole': {
    member: true,
    self: true,
    switch: 'allowedToReadOtherUsers',
    roles: [...members.roles, ...USER_READERS],
  },
  'users/create': { roles: [...USERS, ...WRITERS] },
  'users/update': {
    self: true,
    roles: [
      ...[...USERS, ...AUTHENTICATION, ...WRITERS, 'License Administrator', ...RESETTERS],
      'Attribute Assignment Administrator',
    ],
  },
  'users/basicUpdate': { roles: [...USERS, ...AUTHENTICATION, ...WRITERS] },
  'users/extensions': { self: true, roles: [...USERS, ...WRITERS] },
  'users/usageLocation': { roles: [...USERS, ...WRITERS, 'License Administrator'] },
  'users/lifeCycle': { roles: [] },
  'users/readLifeCycle': { roles: ['Global Reader'] },
  'users/manager': { roles: [...USERS, ...AUTHENTICATION, ...WRITERS] },
  'users/photo': { self: true, roles: USERS },
  'users/sponsors': { roles: [...USERS, ...WRITERS] },
  'users/retryProvisioning': { self: true, roles: [...USERS, ...WRITERS] },
  'users/delete': { roles: [...USERS, ...AUTHENTICATION] },
  'users/purge': { roles: USERS },
  'users/resetPassword': { roles: RESETTERS },
  'users/revokeSessions': { self: true, roles: [...RESETTERS, ...WRITERS] },
  'users/assignLicense': { roles: [...USERS, ...WRITERS, 'License Administrator'] },
  'users/authenticationMethods': { self: true, roles: ['Global Reader', ...AUTHENTICATION] },
  'users/invite': { member: true, roles: [...USERS, 'Guest Inviter'] },
  'users/inviteByRole': { roles: [...USERS, 'Guest Inviter'] },
  'users/inviteMember': { roles: USERS },
  'users/convert': { roles: USERS },
  'groups/list': members,
  'groups/read': { member: true, guest: true, roles: members.roles },
  'groups/readWhole': { member: true, guest: true, roles: members.roles },
  'groups/hiddenMembers': {
    owner: true,
    roles: [
      ...USERS,
      'Exchange Administrator',
      'Global Reader',
      'Groups Administrator',
      'Intune Administrator',
      'SharePoint Administrator',
      'Teams Administrator',
    ],
  },
  'groups/create': { member: true, roles: [...USERS, ...WRITERS, 'Groups Administrator'] },
  'groups/createSecurity': {
    member: true,
    switch: 'allowedToCreateSecurityGroups',
    roles: [...USERS, ...WRITERS, 'Groups Administrator'],
  },
  'groups/createUnified': {
    roles: [
      ...USERS,
      ...WRITERS,
      'Groups Administrator',
      'Exchange Administrator',
      'SharePoint Administrator',
      'Teams Administrator',
    ],
  },
  'groups/update': { owner: true, roles: [...USERS, ...WRITERS, 'Groups Administrator', ...ROLE_GIVERS] },
  'groups/delete': { owner: true, roles: [...USERS, 'Groups Administrator', ...ROLE_GIVERS] },
  'groups/ordinary': { owner: true, roles: [...USERS, ...WRITERS, 'Groups Administrator'] },
  'groups/assignLicense': { roles: [...USERS, ...WRITERS, 'Groups Administrator', 'License Administrator'] },
  'groupSettings/read': members,
  'groupSettings/write': { roles: [...WRITERS, 'Groups Administrator'] },
  'groups/roleAssignable': { owner: true, roles: ROLE_GIVERS },
  'deletedItems/read': { roles: [...USERS, ...AUTHENTICATION, ...APPS, ...READERS, 'Groups Administrator'] },
  'deletedItems/restoreUser': { roles: [...USERS, ...AUTHENTICATION] },
  'deletedItems/restoreGroup': { roles: [...USERS, 'Groups Administrator'] },
  'deletedItems/restoreRoleAssignableGroup': { roles: ROLE_GIVERS },
  'deletedItems/restoreApplication': { roles: APPS },
  'deletedItems/purgeUser': { roles: [...USERS, 'Privileged Authentication Administrator'] },
  'deletedItems/purgeGroup': { roles: ['Groups Administrator'] },
  'organization/read': everybody,
  'organization/update': { roles: [] },
  'domains/update': { roles: ['Domain Name Administrator'] },
  'devices/read': { ...members, roles: [...members.roles, ...DEVICE_ADMINISTRATORS] },
  'devices/create': { roles: DEVICES },
  'devices/update': { roles: DEVICE_ADMINISTRATORS },
  'devices/basicUpdate': { roles: DEVICES },
  'devices/enable': { roles: ['Cloud Device Administrator'] },
  'devices/compliance': { roles: ['Intune Administrator'] },
  'devices/people': { roles: DEVICES },
  'devices/delete': { roles: DEVICE_ADMINISTRATORS },
  'roles/read': members,
  'roles/write': { roles: ['Privileged Role Administrator'] },
  'administrativeUnits/write': { roles: ['Privileged Role Administrator'] },
  'applications/read': everybody,
  'applications/create': {
    member: true,
    guest: true,
    switch: 'allowedToCreateApps',
    roles: [...APPS, 'Application Developer'],
  },
  'applications/update': { owner: true, roles: APPS },
  'applications/extensions': { owner: true, roles: [...APPS, ...WRITERS] },
  'servicePrincipals/update': { owner: true, roles: [...APPS, 'Attribute Assignment Administrator'] },
  'securityAttributes/readDefinitions': {
    rolesOnly: true,
    roles: [...ATTRIBUTES, 'Attribute Assignment Reader', 'Attribute Definition Reader'],
  },
  'securityAttributes/define': { rolesOnly: true, roles: ['Attribute Definition Administrator'] },
  'servicePrincipals/create': { member: true, roles: APPS },
  'appRoles/read': { self: true, roles: [...READERS, ...USERS, ...APPS, ...WRITERS, 'Privileged Role Administrator'] },
  'appRoles/write': { owner: true, roles: [...USERS, ...APPS, ...WRITERS, 'Privileged Role Administrator'] },
  'grants/read': { self: true, roles: [...READERS, ...USERS, ...APPS, ...WRITERS, 'Application Developer'] },
  'grants/write': { roles: [...USERS, ...APPS, ...WRITERS, ...ROLE_GIVERS] },
  'grants/delete': { roles: [...USERS, ...APPS, ...ROLE_GIVERS] },
  'policies/read': members,
  'policies/authorization': { roles: ['Privileged Role Administrator'] },
  'policies/write': { roles: [...APPS, 'Security Administrator'] },
  'subscriptions/readAll': { roles: ['Global Reader', ...APPS] },
  'audit/readDirectory': { roles: AUDITORS },
  'signIns/judge': { roles: ['Security Administrator', 'Security Operator'] },
  'audit/read': { roles: [...AUDITORS, 'Security Operator'] },
}
