import { canAccess, requireAccess } from '../../../domain/dataverse/access-check.js'
import { shareRow } from '../../../domain/dataverse/inherited-access.js'
import { requiredTable } from '../../../domain/dataverse/model.js'
import { type Right, rightBits } from '../../../domain/dataverse/privilege-catalog.js'
import type { RowReference } from '../../../domain/dataverse/records/record-input.js'
import { createSession } from '../../../domain/dataverse/session.js'
import { type SharePrincipal, sharesOf } from '../../../domain/dataverse/sharing.js'
import { rowsOf } from '../../../domain/dataverse/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { type RequestContext, readerOf, write } from '../context.js'
import { requireTargetRow } from '../find-row.js'
import { isObject } from '../json-body.js'
import { boundRow, type Operation, type OperationCall } from '../operation.js'
import { complexResult } from './complex-result.js'
import { entityParameter } from './entity-parameter.js'

/** Flags of the AccessRights enumeration in ascending order of their bits. */
const flags = (Object.keys(rightBits) as Right[])
  .filter((right) => right !== 'None')
  .sort((left, right) => rightBits[left] - rightBits[right])

/** `ReadAccess, WriteAccess`, or `None`. */
function accessRightsText(mask: number): string {
  const names = flags.filter((right) => (mask & rightBits[right]) !== 0).map((right) => `${right}Access`)
  return names.length === 0 ? 'None' : names.join(', ')
}

function parseAccessRights(value: unknown): number {
  let mask = 0
  for (const name of String(value ?? '').split(',')) {
    const right = flags.find((each) => `${each}Access` === name.trim())
    if (!right && name.trim() !== 'None') throw new DomainError('rightsInvalid')
    if (right) mask |= rightBits[right]
  }
  return mask
}

function targetOf({ context, parameters }: OperationCall): RowReference {
  return entityParameter(context, parameters.Target)
}

/** What a user (or team) may do with a row. */
function retrievePrincipalAccess(call: OperationCall): Answer {
  const { context } = call
  const target = boundRow(call)
  const principal = requireTargetRow(context, target)
  const reference = targetOf(call)
  const reader = readerOf(context)
  const table = requiredTable(context.model, reference.table)
  const row = rowsOf(reader, context.environment, reference.table).get(reference.id)
  if (!row) throw new DomainError('rowMissing', { table: reference.table, id: reference.id })
  requireAccess(reader, context.session, table, 'Read', row)
  const session = createSession(context.environment, principal, context.session.directory)
  const held = flags.filter((right) => canAccess(reader, session, table, right, row))
  const mask = held.reduce((sum, right) => sum | rightBits[right], 0)
  return complexResult(call, 'RetrievePrincipalAccess', { AccessRights: accessRightsText(mask) })
}

function retrieveSharedPrincipalsAndAccess(call: OperationCall): Answer {
  const { context } = call
  const reference = targetOf(call)
  requireRowAccess(context, reference, 'Read')
  const shares = [...sharesOf(readerOf(context), context.environment, reference.id)]
  // What is inherited is shared further up.
  const own = shares.filter(({ accessrightsmask }) => accessrightsmask !== 0)
  const PrincipalAccesses = own.map((share) => ({
    AccessMask: accessRightsText(Number(share.accessrightsmask)),
    Principal: { '@odata.type': `#Microsoft.Dynamics.CRM.${share.principaltypecode}`, ownerid: share.principalid },
  }))
  return complexResult(call, 'RetrieveSharedPrincipalsAndAccess', { PrincipalAccesses })
}

function requireRowAccess(context: RequestContext, { table, id }: RowReference, right: Right): void {
  const row = rowsOf(readerOf(context), context.environment, table).get(id)
  if (!row) throw new DomainError('rowMissing', { table, id })
  requireAccess(readerOf(context), context.session, requiredTable(context.model, table), right, row)
}

function share(mode: 'grant' | 'replace'): Operation['run'] {
  return (call) => {
    const { context, parameters } = call
    const given = isObject(parameters.PrincipalAccess) ? parameters.PrincipalAccess : {}
    const rights = parseAccessRights(given.AccessMask)
    write(context, (transaction) => {
      const target = targetOf(call)
      requireRowAccess(context, target, 'Share')
      const principal = principalOf(context, given.Principal)
      shareRow(transaction, context.environment, target, principal, rights, mode)
    })
    return noContent
  }
}

function revokeAccess(call: OperationCall): Answer {
  const { context, parameters } = call
  write(context, (transaction) => {
    const target = targetOf(call)
    requireRowAccess(context, target, 'Share')
    shareRow(transaction, context.environment, target, principalOf(context, parameters.Revokee), 0, 'replace')
  })
  return noContent
}

function principalOf(context: RequestContext, value: unknown): SharePrincipal {
  const { table, id } = entityParameter(context, value)
  if (table === 'systemuser' || table === 'team') {
    if (rowsOf(readerOf(context), context.environment, table).get(id)?.systemmanaged)
      throw new DomainError('systemManagedTeamShared')
    return { table, id }
  }
  throw new DomainError('linkTargetWrong', { expected: 'systemuser', found: table })
}

/** Sharing, and what principals may do with a row. */
export const accessOperations: readonly Operation[] = [
  {
    name: 'RetrievePrincipalAccess',
    kind: 'function',
    boundTo: ['systemuser', 'team'],
    run: retrievePrincipalAccess,
  },
  { name: 'RetrieveSharedPrincipalsAndAccess', kind: 'function', run: retrieveSharedPrincipalsAndAccess },
  { name: 'GrantAccess', kind: 'action', run: share('grant') },
  { name: 'ModifyAccess', kind: 'action', run: share('replace') },
  { name: 'RevokeAccess', kind: 'action', run: revokeAccess },
]
