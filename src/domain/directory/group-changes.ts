import type { Group } from './group-rows.js'

/** What only the directory itself says about a group. */
type SetByDirectory =
  | 'id'
  | 'createdDateTime'
  | 'createdByAppId'
  | 'createdOnBehalfOfId'
  | 'mail'
  | 'proxyAddresses'
  | 'renewedDateTime'
  | 'assignedLicenses'
  | 'onPremisesSyncEnabled'

/** What a caller may say about a group when creating or updating one; names are Graph's. */
export type GroupChanges = { readonly [Name in Exclude<keyof Group, SetByDirectory>]?: Group[Name] | null }

/** What the directory itself or a fixture adds to a new group. */
export type GroupFacts = Partial<Pick<Group, Exclude<SetByDirectory, 'assignedLicenses'>>>

const EMPTY_INSTEAD_OF_NULL = new Set<string>(['groupTypes', 'resourceBehaviorOptions', 'resourceProvisioningOptions'])

/** A group after changes: properties that were not mentioned keep their values, null clears. */
export function applyGroupChanges(group: Group, changes: GroupChanges): Group {
  const next: Record<string, unknown> = { ...group }
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue
    if (name === 'extra') next[name] = { ...group.extra, ...(value as object) }
    else next[name] = value === null && EMPTY_INSTEAD_OF_NULL.has(name) ? [] : value
  }
  // Every property of the group is there, and each change has the type of its property.
  return next as unknown as Group
}

/** A group about which nothing is known yet. */
export function blankGroup(id: string, createdDateTime: string): Group {
  return {
    id,
    displayName: '',
    description: null,
    classification: null,
    createdDateTime,
    createdByAppId: null,
    groupTypes: [],
    mailEnabled: false,
    securityEnabled: true,
    mailNickname: '',
    mail: null,
    proxyAddresses: [],
    isAssignableToRole: null,
    membershipRule: null,
    membershipRuleProcessingState: null,
    preferredDataLocation: null,
    preferredLanguage: null,
    renewedDateTime: createdDateTime,
    resourceBehaviorOptions: [],
    resourceProvisioningOptions: [],
    theme: null,
    uniqueName: null,
    visibility: null,
    assignedLicenses: [],
    onPremisesSyncEnabled: null,
    extra: {},
  }
}
