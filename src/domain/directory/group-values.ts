import { DomainError } from '../../kernel/errors.js'
import { parseRule } from './dynamic-groups/parse-rule.js'
import { ruleFault } from './dynamic-groups/rule-fault.js'
import type { GroupChanges } from './group-changes.js'
import { isUnified } from './group-kinds.js'
import type { Group } from './group-rows.js'

// biome-ignore lint/suspicious/noControlCharactersInRegex: nicknames are plain ASCII
const NICKNAME = /^(?=[\x00-\x7F]{1,64}$)[^\s@()\\[\]";:<>,]+$/

/** Per property, whether a text is a possible value (Microsoft Graph: group resource type). */
const POSSIBLE: Readonly<Partial<Record<keyof Group, (value: string) => boolean>>> = {
  displayName: (value) => value !== '' && value.length <= 256,
  description: (value) => value.length <= 1024,
  mailNickname: (value) => NICKNAME.test(value),
  membershipRule: (value) => value.length <= 3072,
  membershipRuleProcessingState: (value) => value === 'On' || value === 'Paused',
  visibility: (value) => ['Public', 'Private', 'HiddenMembership'].includes(value),
  theme: (value) => ['Teal', 'Purple', 'Green', 'Blue', 'Pink', 'Orange', 'Red'].includes(value),
}

/** Per list, what it can hold (Microsoft Graph: Microsoft 365 group behaviors and provisioning options). */
const OPTIONS: Readonly<Partial<Record<keyof Group, readonly string[]>>> = {
  resourceBehaviorOptions: [
    ...['AllowOnlyMembersToPost', 'CalendarMemberReadOnly', 'ConnectorsDisabled', 'HideGroupInOutlook'],
    ...['SubscribeMembersToCalendarEventsDisabled', 'SubscribeNewGroupMembers', 'WelcomeEmailDisabled'],
    'SkipExchangeInstantOn',
  ],
  resourceProvisioningOptions: ['Team'],
}

const NEVER_NULL = new Set(['displayName', 'mailNickname', 'mailEnabled', 'securityEnabled'])

/** Refuses values that a group's properties cannot take. Throws `invalidValue` naming the first one. */
export function refuseInvalidGroupValues(values: GroupChanges): void {
  for (const [property, value] of Object.entries(values)) {
    if (!isPossible(property as keyof Group, value))
      throw new DomainError('invalidValue', { property, resource: 'Group' })
  }
}

function isPossible(property: keyof Group, value: unknown): boolean {
  if (typeof value === 'string') return POSSIBLE[property]?.(value) ?? true
  if (Array.isArray(value)) return value.every((option) => OPTIONS[property]?.includes(option) ?? true)
  return value !== null || !NEVER_NULL.has(property)
}

const HIDDEN = 'HiddenMembership'
const VISIBILITY = { property: 'visibility', resource: 'Group' }

/**
 * Refuses to make another kind of group of one: to or from Microsoft 365, or with other people who see its members than
 * its kind has. Throws `invalidValue`.
 */
export function refuseOtherKind(before: Group, after: Group): void {
  if (isUnified(before) !== isUnified(after)) {
    throw new DomainError('invalidValue', { property: 'groupTypes', resource: 'Group' })
  }
  const isMisplaced = (before.visibility === HIDDEN) !== (after.visibility === HIDDEN)
  if (isMisplaced || (after.isAssignableToRole && after.visibility !== before.visibility)) {
    throw new DomainError('invalidValue', VISIBILITY)
  }
}

/** What a Microsoft 365 group does from the start is said when it is made. Throws `readOnly`. */
export function refuseLateBehavior(before: Group, { resourceBehaviorOptions: wanted }: GroupChanges): void {
  if (!wanted) return
  const had = new Set(before.resourceBehaviorOptions)
  if (wanted.length !== had.size || !wanted.every((option) => had.has(option))) {
    throw new DomainError('readOnly', { property: 'resourceBehaviorOptions' })
  }
}

/**
 * Refuses combinations that no kind of group has: `noGroupKind` (neither mail nor security), `unifiedWithoutMail`,
 * `ruleWithoutDynamicMembership`, `dynamicWithoutRule`, `notRoleAssignable`, `invalidValue` (hidden members outside of
 * Microsoft 365); and a rule that cannot be read: `wrongMembershipRule`.
 */
export function refuseBadGroup(group: Group): void {
  const unified = group.groupTypes.includes('Unified')
  const dynamic = group.groupTypes.includes('DynamicMembership')
  if (unified && !group.mailEnabled) throw new DomainError('unifiedWithoutMail')
  if (!unified && !group.mailEnabled && !group.securityEnabled) throw new DomainError('noGroupKind')
  if (dynamic && group.membershipRule === null) throw new DomainError('dynamicWithoutRule')
  if (dynamic && group.membershipRule !== null) refuseBadRule(group.membershipRule, unified)
  if (!dynamic && group.membershipRule !== null) throw new DomainError('ruleWithoutDynamicMembership')
  if (group.visibility === HIDDEN && !unified) throw new DomainError('invalidValue', VISIBILITY)
  if (group.isAssignableToRole && (dynamic || !group.securityEnabled)) throw new DomainError('notRoleAssignable')
}

/** Microsoft 365 groups are for people. */
function refuseBadRule(text: string, unified: boolean): void {
  const { object } = parseRule(text)
  if (unified && object === 'device') throw ruleFault('object', {})
}
