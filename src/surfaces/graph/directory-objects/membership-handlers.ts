import { DomainError } from '../../../kernel/errors.js'
import { isGuid } from '../../../kernel/guid.js'
import type { Answer } from '../answer.js'
import { seenMemberships } from '../authorize/hidden-membership.js'
import { type Call, type Handler, type Route, readerOf } from '../call.js'
import { type DirectoryObject, findDirectoryObject } from '../model/directory-object.js'
import { transitiveMemberOf } from '../model/navigations.js'
import { valueAnswer } from '../query/entity-answer.js'

const MOST_CHECKED = 20
const MOST_FOUND = 11_000

type Resolve = (call: Call) => { readonly id: string }

function idsAnswer(call: Call, ids: readonly string[]): Answer {
  return valueAnswer(call, 'Collection(Edm.String)', { value: ids })
}

function isGroup(object: DirectoryObject, securityEnabledOnly: boolean): boolean {
  return object.type === 'group' && (!securityEnabledOnly || object.object.securityEnabled)
}

function seenMembershipsOf(call: Call, id: string): Iterable<DirectoryObject> {
  const reader = readerOf(call)
  return seenMemberships(reader, call.caller, transitiveMemberOf(reader, id))
}

/** Throws `tooManyResults`. */
function foundAnswer(call: Call, id: string, wanted: (object: DirectoryObject) => boolean): Answer {
  const found = [...seenMembershipsOf(call, id)].filter(wanted)
  if (found.length > MOST_FOUND) throw new DomainError('tooManyResults')
  return idsAnswer(
    call,
    found.map((object) => object.id),
  )
}

/** POST …/getMemberGroups: ids of the groups somebody is in, nested ones included. */
function getMemberGroups(call: Call, id: string): Answer {
  const { securityEnabledOnly } = call.body as { securityEnabledOnly: boolean }
  if (securityEnabledOnly) refuseSecurityOnly(call, id)
  return foundAnswer(call, id, (object) => isGroup(object, securityEnabledOnly))
}

/** Security groups alone can be asked for by those who get tokens. Throws `securityOnlyUnsupported`. */
function refuseSecurityOnly(call: Call, id: string): void {
  const type = findDirectoryObject(readerOf(call), id)?.type
  if (type !== 'user' && type !== 'servicePrincipal') throw new DomainError('securityOnlyUnsupported')
}

/** POST …/getMemberObjects: groups, directory roles and administrative units. */
function getMemberObjects(call: Call, id: string): Answer {
  const { securityEnabledOnly } = call.body as { securityEnabledOnly: boolean }
  return foundAnswer(call, id, (object) => !securityEnabledOnly || isGroup(object, true))
}

/** POST …/checkMemberGroups: which of these groups somebody is in. */
function checkMemberGroups(call: Call, id: string): Answer {
  const { groupIds } = call.body as { groupIds: readonly string[] }
  const groups = [...seenMembershipsOf(call, id)].filter((object) => object.type === 'group')
  return idsAnswer(call, among(groupIds, new Set(groups.map((object) => object.id))))
}

/** POST …/checkMemberObjects: which of these groups, units, roles or role templates somebody is in. */
function checkMemberObjects(call: Call, id: string): Answer {
  const { ids } = call.body as { ids: readonly string[] }
  return idsAnswer(call, among(ids, objectAndTemplateIds(call, id)))
}

function objectAndTemplateIds(call: Call, id: string): ReadonlySet<string> {
  const ids = [...seenMembershipsOf(call, id)].flatMap((object) =>
    object.type === 'directoryRole' ? [object.id, object.object.roleTemplateId] : [object.id],
  )
  return new Set(ids)
}

function among(wanted: readonly string[], held: ReadonlySet<string>): readonly string[] {
  if (wanted.length > MOST_CHECKED) throw new DomainError('tooManyIds', { limit: MOST_CHECKED })
  const malformed = wanted.find((id) => !isGuid(id))
  if (malformed !== undefined) throw new DomainError('invalidId', { id: malformed })
  return wanted.filter((id) => held.has(id.toLowerCase()))
}

const operations: Readonly<Record<string, (call: Call, id: string) => Answer>> = {
  getMemberGroups,
  getMemberObjects,
  checkMemberGroups,
  checkMemberObjects,
}

/** The four questions about memberships, asked of one kind of object (Microsoft Graph: directoryObject methods). */
export function membershipRoutes(
  path: string,
  prefix: string,
  resolve: Resolve,
  right = 'everybody',
): readonly Route[] {
  return Object.entries(operations).map(([name, answer]) => {
    const handler: Handler = (call) => answer(call, resolve(call).id)
    const bodyAs = `directoryObjects.${name}`
    return {
      method: 'POST',
      path: `${path}/${name}`,
      operationId: `${prefix}.${name}`,
      handler,
      right,
      bodyAs,
    }
  })
}
