import type { Transaction } from '../../../domain/access.js'
import { createUser } from '../../../domain/directory/create-user.js'
import { deleteUser } from '../../../domain/directory/delete-objects.js'
import { refuseFullDirectory } from '../../../domain/directory/directory-quota.js'
import { assignSecurityAttributes } from '../../../domain/directory/security-attributes.js'
import { users } from '../../../domain/directory/tables.js'
import { setManager, updateUser } from '../../../domain/directory/update-user.js'
import type { UserChanges } from '../../../domain/directory/user-changes.js'
import { principalNameIn } from '../../../domain/directory/user-identities.js'
import type { User } from '../../../domain/directory/user-rows.js'
import { type Answer, noContent } from '../answer.js'
import { requireTouch } from '../authorize/require-right.js'
import { requireAttributeAssignment, securityAttributed } from '../authorize/security-attribute-rights.js'
import { type Call, readerOf, write } from '../call.js'
import { referencedObject } from '../directory-objects/references.js'
import { writeExtended } from '../extensions/write-extended.js'
import type { DirectoryObject } from '../model/directory-object.js'
import type { GraphType } from '../model/graph-type.js'
import { betaUserType, userType } from '../model/user-type.js'
import { createdAnswer, entityAnswer } from '../query/entity-answer.js'
import { countAnswer, type List, listAnswer } from '../query/list-answer.js'
import { refuseProfileTexts, requirePropertyRights } from './property-rights.js'
import { requireLifeCycle } from './require-life-cycle.js'
import { asksSignInActivity, requireSignInActivity } from './require-sign-in-activity.js'
import { resolveUser } from './resolve-user.js'
import { userChangesOf } from './user-body.js'

/** Sign-in activity is told of that many users at a time, however many were asked for. */
const MOST_WITH_ACTIVITY = 120

function typeFor({ version }: Call): GraphType<User> {
  return version === 'beta' ? betaUserType() : userType()
}

function usersList(call: Call): List<User> {
  const list = { type: securityAttributed(call, typeFor(call)), source: readerOf(call).table(users), context: 'users' }
  return asksSignInActivity(call) ? { ...list, longestPage: MOST_WITH_ACTIVITY } : list
}

/** GET /users (Microsoft Graph: List users). */
export function listUsers(call: Call): Answer {
  requireSignInActivity(call)
  requireLifeCycle(call)
  return listAnswer(call, usersList(call))
}

/** GET /users/$count. */
export function countUsers(call: Call): Answer {
  requireSignInActivity(call)
  requireLifeCycle(call)
  return countAnswer(call, usersList(call))
}

/** GET /users/{id}, GET /me (Microsoft Graph: Get a user). */
export function getUserEntity(call: Call): Answer {
  requireSignInActivity(call)
  requireLifeCycle(call)
  return entityAnswer(call, securityAttributed(call, typeFor(call)), resolveUser(call), 'users')
}

/** POST /users (Microsoft Graph: Create user). */
export function postUser(call: Call): Answer {
  const body = call.body as Readonly<Record<string, unknown>>
  refuseFullDirectory(readerOf(call))
  refuseProfileTexts(Object.keys(body))
  const manager = boundManager(call)
  const user = writeExtended(call, (transaction) => {
    const made = createUser(transaction, userChangesOf(body))
    assignAttributes(call, transaction, made.id)
    return manager ? setManager(transaction, made.id, manager.id) : made
  })
  return createdAnswer(call, userType(), user, 'users')
}

/** PATCH /users/{id}, PATCH /me (Microsoft Graph: Update user). */
export function patchUser(call: Call): Answer {
  const target = resolveUser(call)
  const body = call.body as Readonly<Record<string, unknown>>
  requirePropertyRights(
    call,
    target,
    Object.keys(body).filter((name) => !name.startsWith('@')),
  )
  const name = principalNameIn((body as UserChanges).identities)
  // The name is as sensitive among the identities as by itself.
  if (name !== undefined && name !== target.userPrincipalName)
    requireTouch(readerOf(call), call.caller, target.id, 'sensitive')
  const manager = boundManager(call)
  writeExtended(call, (transaction) => {
    updateUser(transaction, target.id, userChangesOf(body))
    assignAttributes(call, transaction, target.id)
    if (manager) setManager(transaction, target.id, manager.id)
  })
  return noContent
}

/** Assigns the custom security attributes of a body, if it has any. Throws `denied` as well for who may not. */
function assignAttributes(call: Call, transaction: Transaction, userId: string): void {
  const { customSecurityAttributes: given } = call.body as Readonly<Record<string, unknown>>
  if (given === undefined) return
  requireAttributeAssignment(call)
  assignSecurityAttributes(transaction, userId, 'User', given)
}

/** The object behind `manager@odata.bind`. */
function boundManager(call: Call): DirectoryObject | undefined {
  const bound = (call.body as Readonly<Record<string, unknown>>)['manager@odata.bind']
  return bound === undefined ? undefined : referencedObject(readerOf(call), bound)
}

/** DELETE /users/{id} (Microsoft Graph: Delete a user). */
export function deleteUserEntity(call: Call): Answer {
  const target = resolveUser(call)
  requireTouch(readerOf(call), call.caller, target.id, 'sensitive')
  write(call, (transaction) => deleteUser(transaction, target.id))
  return noContent
}
