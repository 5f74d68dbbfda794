import type { Group } from './group-rows.js'

/** A Microsoft 365 group. */
export function isUnified(group: Pick<Group, 'groupTypes'>): boolean {
  return group.groupTypes.includes('Unified')
}

/** Whether a rule, not people, says who the members are. */
export function isDynamic(group: Pick<Group, 'groupTypes'>): boolean {
  return group.groupTypes.includes('DynamicMembership')
}

/** Mail-enabled security groups and distribution lists: Exchange's own, nobody writes them through Graph. */
export function isFromExchange(group: Pick<Group, 'groupTypes' | 'mailEnabled'>): boolean {
  return group.mailEnabled && !isUnified(group)
}
