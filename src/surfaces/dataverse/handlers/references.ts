import { requireAccess, requirePrivilege, visibleRows } from '../../../domain/dataverse/access-check.js'
import type { TableMetadata } from '../../../domain/dataverse/metadata.js'
import { linkRecords, unlinkRecords } from '../../../domain/dataverse/records/associate-records.js'
import type { RowReference } from '../../../domain/dataverse/records/record-input.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent, ok } from '../answer.js'
import { type RequestContext, readerOf, write } from '../context.js'
import { findRow, missingRow, requireTargetId, requireTargetRow } from '../find-row.js'
import { followCollection, followVisible } from '../follow-navigation.js'
import { isObject, requireJsonObject } from '../json-body.js'
import { readReference } from '../read-reference.js'
import type { Related, Resource } from '../resource.js'

type Reference = Extract<Resource, { kind: 'reference' }>

/** `GET …/{nav}/$ref`: the addresses of the related rows; with a key, that of the row among them. */
export function getReferences(context: RequestContext, { related, member }: Reference): Answer {
  const { from, navigation, table } = related
  const row = requireTargetRow(context, from)
  requireAccess(readerOf(context), context.session, from.table, 'Read', row)
  if (navigation.kind === 'single') {
    const followed = followVisible(context, navigation, row)
    if (!followed) return noContent
    return ok(oneReference(context, followed.table, String(followed.row[followed.table.primaryId])))
  }
  const test = visibleRows(readerOf(context), context.session, table)
  const ids: string[] = []
  for (const each of followCollection(context, from.table, navigation, row))
    if (!test || test(each)) ids.push(String(each[table.primaryId]))
  if (member) {
    requirePrivilege(readerOf(context), context.session, table, 'Read')
    const id = findRow(context, member)?.[table.primaryId]
    if (!ids.includes(String(id))) throw missingRow(member)
    return ok(oneReference(context, table, String(id)))
  }
  const value = ids.map((id) => ({ '@odata.id': addressIn(context, table, id) }))
  return ok({ '@odata.context': `${context.root}/$metadata#Collection($ref)`, value })
}

function oneReference(context: RequestContext, table: TableMetadata, id: string): object {
  return { '@odata.context': `${context.root}/$metadata#$ref`, '@odata.id': addressIn(context, table, id) }
}

function addressIn({ root }: RequestContext, { entitySetName }: TableMetadata, id: string): string {
  return `${root}/${entitySetName}(${id})`
}

/** `POST …/{nav}/$ref` (Microsoft: Associate and disassociate table rows using the Web API). */
export function addReference(context: RequestContext, { related, member }: Reference): Answer {
  if (member) throw new DomainError('methodNotAllowed', { method: context.method })
  const body = requireJsonObject(context, related.from.table.entitySetName)
  write(context, (transaction) => {
    const to = readReference(context, body['@odata.id'])
    linkRecords(transaction, context.session, related.navigation, parentOf(context, related), to)
  })
  return noContent
}

/**
 * `PUT …/{nav}/$ref`: sets a lookup; of a collection, exactly the rows that `value` lists are linked afterwards, as
 * whoever saves a panel of roles means it (OData 4.01: Replace a collection of references).
 */
export function setReference(context: RequestContext, reference: Reference): Answer {
  const { from, navigation, table } = reference.related
  if (reference.member) throw new DomainError('methodNotAllowed', { method: context.method })
  const { value } = requireJsonObject(context, from.table.entitySetName)
  if (navigation.kind === 'single' || !Array.isArray(value)) return addReference(context, reference)
  write(context, (transaction) => {
    const row = requireTargetRow(context, from)
    const parent = parentOf(context, reference.related)
    const wanted = new Map(value.map((each) => readListed(context, each)).map((listed) => [listed.id, listed]))
    const linked = Array.from(followCollection(context, from.table, navigation, row), (each) => each[table.primaryId])
    // What is new comes before what goes, so that nobody is left with nothing in between.
    for (const to of wanted.values())
      if (!linked.includes(to.id)) linkRecords(transaction, context.session, navigation, parent, to)
    for (const id of linked)
      if (!wanted.has(String(id)))
        unlinkRecords(transaction, context.session, navigation, parent, { table: table.logicalName, id: String(id) })
  })
  return noContent
}

function readListed(context: RequestContext, listed: unknown): RowReference {
  return readReference(context, isObject(listed) ? listed['@odata.id'] : listed)
}

/** `DELETE …/{nav}({id})/$ref`, `…/{nav}/$ref?$id=…`, or of a lookup `…/{nav}/$ref`. */
export function removeReference(context: RequestContext, { related, member }: Reference): Answer {
  write(context, (transaction) => {
    const to = member
      ? { table: member.table.logicalName, id: requireTargetId(context, member) }
      : referenceInQuery(context)
    unlinkRecords(transaction, context.session, related.navigation, parentOf(context, related), to)
  })
  return noContent
}

function referenceInQuery(context: RequestContext): RowReference | undefined {
  const text = context.query.get('$id')
  return text === undefined ? undefined : readReference(context, text)
}

function parentOf(context: RequestContext, { from }: Related): RowReference {
  return { table: from.table.logicalName, id: requireTargetId(context, from) }
}
