import type { Transaction } from '../../../domain/access.js'
import { createGroup } from '../../../domain/directory/create-group.js'
import { deleteGroup } from '../../../domain/directory/delete-objects.js'
import { isUnified } from '../../../domain/directory/group-kinds.js'
import { addGroupLink } from '../../../domain/directory/group-links.js'
import type { Group } from '../../../domain/directory/group-rows.js'
import { directoryRolesOf } from '../../../domain/directory/role-assignments.js'
import { groups } from '../../../domain/directory/tables.js'
import { updateGroup } from '../../../domain/directory/update-group.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { requireQuota } from '../authorize/require-quota.js'
import { hasRight, requireRight } from '../authorize/require-right.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { boundIds } from '../directory-objects/references.js'
import { writeExtended } from '../extensions/write-extended.js'
import { groupType } from '../model/group-type.js'
import { objectsById } from '../model/navigations.js'
import { alternateKey } from '../path.js'
import { createdAnswer, entityAnswer, objectAnswer, valueAnswer } from '../query/entity-answer.js'
import { countAnswer, type List, listAnswer } from '../query/list-answer.js'
import { groupChangesOf, MAIL_BEHAVIOR } from './group-body.js'
import { requireBindingRight } from './require-binding-right.js'
import { requireGroupCreation } from './require-group-creation.js'
import { requireGroupRight, resolveGroup } from './resolve-group.js'

type Body = Readonly<Record<string, unknown>>

function groupsList(call: Call): List<Group> {
  return { type: groupType(), source: readerOf(call).table(groups), context: 'groups' }
}

/** GET /groups (Microsoft Graph: List groups). */
export function listGroups(call: Call): Answer {
  return listAnswer(call, groupsList(call))
}

/** GET /groups/$count. */
export function countGroups(call: Call): Answer {
  return countAnswer(call, groupsList(call))
}

/** GET /groups/{id} (Microsoft Graph: Get group). */
export function getGroupEntity(call: Call): Answer {
  return entityAnswer(call, groupType(), resolveGroup(call), 'groups')
}

/** POST /groups (Microsoft Graph: Create group). */
export function postGroup(call: Call): Answer {
  return createdAnswer(call, groupType(), createFrom(call, call.body as Body), 'groups')
}

const MOST_BOUND = 20

/** Makes a group of a body, and, in the same transaction, what else belongs to it. */
export function createFrom(call: Call, body: Body, finish?: (transaction: Transaction, group: Group) => void): Group {
  const reader = readerOf(call)
  requireQuota(call)
  const members = boundIds(reader, body, 'members')
  const owners = boundIds(reader, body, 'owners')
  if (members.length + owners.length > MOST_BOUND) throw new DomainError('tooManyReferences')
  requireBindingRight(call, [...members, ...owners])
  refuseMailBehavior(body)
  const changes = groupChangesOf(body)
  if (isUnified({ groupTypes: changes.groupTypes ?? [] })) requireGroupCreation(call)
  else if (changes.securityEnabled) requireRight(reader, call.caller, 'groups/createSecurity')
  if (changes.isAssignableToRole) requireGroupRight(call, { id: '', isAssignableToRole: true })
  return writeExtended(call, (transaction) => {
    const facts = { createdByAppId: call.caller.appId || null, ...creatorOf(call) }
    const group = createGroup(transaction, changes, facts)
    for (const id of ownersOf(call, group, owners)) addGroupLink(transaction, 'owner', group.id, id)
    for (const id of members) addGroupLink(transaction, 'member', group.id, id)
    finish?.(transaction, group)
    return group
  })
}

/** The creator of a group is told of people without a role (Microsoft Graph: group, `createdOnBehalfOf`). */
function creatorOf(call: Call): { readonly createdOnBehalfOfId?: string } {
  const { caller } = call
  if (caller.kind === 'app' || directoryRolesOf(readerOf(call), caller.oid).size > 0) return {}
  return { createdOnBehalfOfId: caller.oid }
}

/** GET /groups/{id}/createdOnBehalfOf. Throws `notFound` where nobody is told. */
export function getCreator(call: Call): Answer {
  const [creator] = objectsById(readerOf(call), [resolveGroup(call).createdOnBehalfOfId ?? null])
  if (!creator) throw new DomainError('notFound', { id: 'createdOnBehalfOf' })
  return objectAnswer(call, creator)
}

/** What a mailbox keeps can be said once there is one, by PATCH. */
function refuseMailBehavior(body: Body): void {
  const property = Object.keys(body).find((name) => MAIL_BEHAVIOR.has(name))
  if (property !== undefined) throw new DomainError('readOnly', { property })
}

/**
 * Who owns a new group. People own the Microsoft 365 groups that they make, unless somebody is named; their security
 * groups always, if no role lets them manage those of others, so that they cannot name themselves. Apps own nothing by
 * default. Throws `duplicateValues`.
 */
function ownersOf(call: Call, group: Group, named: readonly string[]): readonly string[] {
  const { caller } = call
  if (caller.kind === 'app') return named
  if (isUnified(group)) return named.length > 0 ? named : [caller.oid]
  const reader = readerOf(call)
  if (['groups/ordinary', 'groups/roleAssignable'].some((right) => hasRight(reader, caller, right))) return named
  if (named.includes(caller.oid)) throw new DomainError('duplicateValues')
  return [caller.oid, ...named]
}

/** PATCH /groups/{id} (Microsoft Graph: Update group, Upsert group). */
export function patchGroup(call: Call): Answer {
  const body = call.body as Body
  const created = upsert(call, body)
  if (created) return created
  const group = resolveGroup(call)
  requireGroupRight(call, group)
  const behavior = Object.keys(body).find((name) => MAIL_BEHAVIOR.has(name))
  if (behavior !== undefined) refuseMixedBehavior(group, body, behavior)
  const members = boundIds(readerOf(call), body, 'members')
  const owners = boundIds(readerOf(call), body, 'owners')
  const after = writeExtended(call, (transaction) => updateWithLinks(transaction, group.id, body, { members, owners }))
  return behavior !== undefined
    ? { ...createdAnswer(call, groupType(), after, 'groups'), status: 200, headers: {} }
    : noContent
}

/** What a mailbox keeps is said by itself, and of groups that have one. Throws `mailBehaviorAlone`, `invalidValue`. */
function refuseMixedBehavior(group: Group, body: Body, property: string): void {
  if (!isUnified(group)) throw new DomainError('invalidValue', { property, resource: 'Group' })
  const isMixed = Object.keys(body).some((name) => !name.startsWith('@') && !MAIL_BEHAVIOR.has(name))
  if (isMixed) throw new DomainError('mailBehaviorAlone')
}

function updateWithLinks(
  transaction: Transaction,
  id: string,
  body: Body,
  { members, owners }: { readonly members: readonly string[]; readonly owners: readonly string[] },
): Group {
  for (const memberId of members) addGroupLink(transaction, 'member', id, memberId)
  for (const ownerId of owners) addGroupLink(transaction, 'owner', id, ownerId)
  return updateGroup(transaction, id, groupChangesOf(body))
}

/** `PATCH /groups(uniqueName='x')` with `Prefer: create-if-missing` makes the group that is not there yet. */
function upsert(call: Call, body: Body): Answer | undefined {
  const uniqueName = alternateKey(parameter(call), 'uniqueName')
  if (uniqueName === undefined || !call.request.headers.prefer?.includes('create-if-missing')) return undefined
  if (readerOf(call).table(groups).findFirst('uniqueName', uniqueName.toLowerCase())) return undefined
  return createdAnswer(call, groupType(), createFrom(call, { ...body, uniqueName }), 'groups')
}

/** DELETE /groups/{id} (Microsoft Graph: Delete group). */
export function deleteGroupEntity(call: Call): Answer {
  const group = resolveGroup(call)
  requireGroupRight(call, group)
  write(call, (transaction) => deleteGroup(transaction, group.id))
  return noContent
}

/** POST /groups/{id}/renew: lifecycle policies are not emulated, so there is nothing to renew (Microsoft Graph: Renew group). */
export function renewGroup(call: Call): Answer {
  resolveGroup(call)
  return noContent
}

/** GET of what may hang on a group but is not emulated: lifecycle policies. */
export function listNothing(call: Call): Answer {
  const { id } = resolveGroup(call)
  return valueAnswer(call, `groups('${id}')/${call.route.path.split('/').at(-1)}`, { value: [] })
}

/** POST /groups/{id}/retryServiceProvisioning: no service ever fails here, so there is nothing to retry. */
export function retryGroupProvisioning(call: Call): Answer {
  resolveGroup(call)
  return noContent
}
