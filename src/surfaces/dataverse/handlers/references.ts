import { requireAccess, visibleRows } from '../../../domain/dataverse/access-check.js'
import { linkRecords, unlinkRecords } from '../../../domain/dataverse/records/associate-records.js'
import type { RowReference } from '../../../domain/dataverse/records/record-input.js'
import { type Answer, noContent, ok } from '../answer.js'
import { type RequestContext, readerOf, write } from '../context.js'
import { requireTargetId, requireTargetRow } from '../find-row.js'
import { followCollection, followVisible } from '../follow-navigation.js'
import { requireJsonObject } from '../json-body.js'
import { readReference } from '../read-reference.js'
import type { Related, Resource } from '../resource.js'

type Reference = Extract<Resource, { kind: 'reference' }>

/** `GET …/{nav}/$ref`: the addresses of the related rows. */
export function getReferences(context: RequestContext, { related }: Reference): Answer {
  const { from, navigation, table } = related
  const row = requireTargetRow(context, from)
  requireAccess(readerOf(context), context.session, from.table, 'Read', row)
  if (navigation.kind === 'single') {
    const followed = followVisible(context, navigation, row)
    if (!followed) return noContent
    const id = `${context.root}/${followed.table.entitySetName}(${followed.row[followed.table.primaryId]})`
    return ok({ '@odata.context': `${context.root}/$metadata#$ref`, '@odata.id': id })
  }
  const test = visibleRows(readerOf(context), context.session, table)
  const value: { '@odata.id': string }[] = []
  for (const each of followCollection(context, from.table, navigation, row)) {
    if (!test || test(each))
      value.push({ '@odata.id': `${context.root}/${table.entitySetName}(${each[table.primaryId]})` })
  }
  return ok({ '@odata.context': `${context.root}/$metadata#Collection($ref)`, value })
}

/** `POST` or `PUT …/{nav}/$ref` (Microsoft: Associate and disassociate table rows using the Web API). */
export function addReference(context: RequestContext, { related }: Reference): Answer {
  const body = requireJsonObject(context, related.from.table.entitySetName)
  write(context, (transaction) => {
    const to = readReference(context, body['@odata.id'])
    linkRecords(transaction, context.session, related.navigation, parentOf(context, related), to)
  })
  return noContent
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
