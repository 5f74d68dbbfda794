import type { Reader, Transaction } from '../../access.js'
import { devices } from '../device-tables.js'
import { findMember, type Member } from '../find-principal.js'
import { linkAsGiven, unlinkAsGiven } from '../group-links.js'
import type { Group } from '../group-rows.js'
import { directMembers, isMember } from '../memberships.js'
import { groupLinks, groups, parseGroupLinkId, users } from '../tables.js'
import { fitsRule, type RuleSubject } from './fits-rule.js'
import { parseRule } from './parse-rule.js'
import type { Rule, RuleObject } from './rule.js'

/** A group whose rule says who its members are. */
interface Ruled {
  readonly group: Group
  readonly rule: Rule
}

/** Members of one group may be what the rule of another asks for: so often that is followed, for rules can go in circles. */
const MOST_ROUNDS = 10

/**
 * Brings the members of dynamic groups in line with what a transaction has written so far: users, devices, memberships and rules
 * (Microsoft Entra: Dynamic membership rules for groups). Groups whose processing is paused stay as they are.
 */
export function updateDynamicGroups(transaction: Transaction): void {
  const ruled = ruledGroups(transaction)
  if (ruled.length === 0) return
  const touchedGroups = new Set(transaction.touched(groups))
  const anew = ruled.filter(({ group }) => touchedGroups.has(group.id))
  const touched = [...transaction.touched(users), ...transaction.touched(devices), ...linked(transaction)]
  updateSubjects(transaction, ruled, new Set([...fillGroups(transaction, anew), ...touched]))
}

/** Fills every dynamic group whose processing is on; others are left alone. */
export function fillDynamicGroups(transaction: Transaction): void {
  const ruled = ruledGroups(transaction)
  updateSubjects(transaction, ruled, fillGroups(transaction, ruled))
}

/** Whether somebody may become a member only because time goes on. */
export function hasTimedRules(reader: Reader): boolean {
  for (const { membershipRule } of reader.table(groups).find('ruled', 'On')) {
    if (membershipRule && /system\.now/i.test(membershipRule)) return true
  }
  return false
}

function ruledGroups(reader: Reader): readonly Ruled[] {
  return [...reader.table(groups).find('ruled', 'On')].map((group) => ({ group, rule: ruleOf(group) }))
}

const rules = new WeakMap<Group, Rule>()

function ruleOf(group: Group): Rule {
  const known = rules.get(group)
  if (known) return known
  const rule = parseRule(group.membershipRule ?? '')
  rules.set(group, rule)
  return rule
}

/** Fills groups anew. Answers with the ids of those for whom something changed. */
function fillGroups(transaction: Transaction, ruled: readonly Ruled[]): ReadonlySet<string> {
  const changed = new Set<string>()
  for (const { group, rule } of ruled) {
    for (const { id, type } of [...directMembers(transaction, group.id)]) {
      if (type !== rule.object) unlinkAsGiven(transaction, group.id, id)
    }
    for (const subject of [...subjectsOf(transaction, rule.object)]) {
      if (updateMembership(transaction, { group, rule }, subject)) changed.add(subject.id)
    }
  }
  return changed
}

function* subjectsOf(reader: Reader, type: RuleObject): Generator<RuleSubject> {
  if (type === 'user') for (const object of reader.table(users).rows()) yield { type, id: object.id, object }
  else for (const object of reader.table(devices).rows()) yield { type, id: object.id, object }
}

function updateSubjects(transaction: Transaction, ruled: readonly Ruled[], concerned: ReadonlySet<string>): void {
  let waiting = concerned
  for (let round = 0; waiting.size > 0 && round < MOST_ROUNDS; round++) {
    const changed = new Set<string>()
    for (const id of waiting) {
      for (const each of ruled) {
        const subject = findMember(transaction, id)
        if (subject && isSubject(subject) && updateMembership(transaction, each, subject)) changed.add(id)
      }
    }
    waiting = changed
  }
}

function isSubject(member: Member): member is RuleSubject {
  return member.type === 'user' || member.type === 'device'
}

/** Makes somebody a member of a group, or no longer one, as its rule says. Answers whether that was a change. */
function updateMembership(transaction: Transaction, { group, rule }: Ruled, subject: RuleSubject): boolean {
  const fits = fitsRule(transaction, subject, rule, transaction.now)
  if (fits === isMember(transaction, group.id, subject.id)) return false
  if (fits) linkAsGiven(transaction, 'member', group.id, subject.id)
  else unlinkAsGiven(transaction, group.id, subject.id)
  return true
}

/** Who was made a member of some group, or is one no longer. */
function linked(transaction: Transaction): readonly string[] {
  return [...transaction.touched(groupLinks)].map((id) => parseGroupLinkId(id).principalId)
}
