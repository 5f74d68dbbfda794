import type { Reader, Transaction } from '../../access.js'
import { linkAsGiven, unlinkAsGiven } from '../group-links.js'
import type { Group } from '../group-rows.js'
import { directMembers, isMember } from '../memberships.js'
import { groupLinks, groups, parseGroupLinkId, users } from '../tables.js'
import type { User } from '../user-rows.js'
import { fitsRule } from './fits-rule.js'
import { parseRule } from './parse-rule.js'
import type { Rule } from './rule.js'

/** A group whose rule says who its members are. */
interface Ruled {
  readonly group: Group
  readonly rule: Rule
}

/** Members of one group may be what the rule of another asks for: so often that is followed, for rules can go in circles. */
const MOST_ROUNDS = 10

/**
 * Brings the members of dynamic groups in line with what a transaction has written so far: users, memberships and rules
 * (Microsoft Entra: Dynamic membership rules for groups). Groups whose processing is paused stay as they are.
 */
export function updateDynamicGroups(transaction: Transaction): void {
  const ruled = ruledGroups(transaction)
  if (ruled.length === 0) return
  const touchedGroups = new Set(transaction.touched(groups))
  const anew = ruled.filter(({ group }) => touchedGroups.has(group.id))
  const concerned = new Set([...fillGroups(transaction, anew), ...transaction.touched(users), ...linked(transaction)])
  updateUsers(transaction, ruled, concerned)
}

/** Fills every dynamic group whose processing is on; others are left alone. */
export function fillDynamicGroups(transaction: Transaction): void {
  const ruled = ruledGroups(transaction)
  updateUsers(transaction, ruled, fillGroups(transaction, ruled))
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

/** Fills groups anew. Answers with the ids of users for whom something changed. */
function fillGroups(transaction: Transaction, ruled: readonly Ruled[]): ReadonlySet<string> {
  const changed = new Set<string>()
  for (const { group, rule } of ruled) {
    for (const { id, type } of [...directMembers(transaction, group.id)]) {
      if (type !== 'user') unlinkAsGiven(transaction, group.id, id)
    }
    for (const user of [...transaction.table(users).rows()]) {
      if (updateMembership(transaction, { group, rule }, user)) changed.add(user.id)
    }
  }
  return changed
}

function updateUsers(transaction: Transaction, ruled: readonly Ruled[], concerned: ReadonlySet<string>): void {
  let waiting = concerned
  for (let round = 0; waiting.size > 0 && round < MOST_ROUNDS; round++) {
    const changed = new Set<string>()
    for (const id of waiting) {
      for (const each of ruled) {
        const user = transaction.table(users).get(id)
        if (user && updateMembership(transaction, each, user)) changed.add(id)
      }
    }
    waiting = changed
  }
}

/** Makes a user a member of a group, or no longer one, as its rule says. Answers whether that was a change. */
function updateMembership(transaction: Transaction, { group, rule }: Ruled, user: User): boolean {
  const fits = fitsRule(transaction, user, rule, transaction.now)
  if (fits === isMember(transaction, group.id, user.id)) return false
  if (fits) linkAsGiven(transaction, 'member', group.id, user.id)
  else unlinkAsGiven(transaction, group.id, user.id)
  return true
}

/** Who was made a member of some group, or is one no longer. */
function linked(transaction: Transaction): readonly string[] {
  return [...transaction.touched(groupLinks)].map((id) => parseGroupLinkId(id).principalId)
}
