import { requireAccess } from '../../../domain/dataverse/access-check.js'
import type { TableMetadata } from '../../../domain/dataverse/metadata.js'
import type { Row } from '../../../domain/dataverse/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import { globalMetadataVersion, wantedAnnotations } from '../annotations.js'
import { type Answer, noContent, ok, preferenceApplied } from '../answer.js'
import { type RequestContext, readerOf } from '../context.js'
import { shapeOf } from '../context-url.js'
import { createExpandingPresenter } from '../expand-row.js'
import { requireTargetRow } from '../find-row.js'
import { followCollection, followLookup } from '../follow-navigation.js'
import { etagOf } from '../present-row.js'
import { readOptions } from '../read-options.js'
import type { Related, Resource } from '../resource.js'
import { selectionOf } from '../selection.js'

/** `GET accounts({id})`, also through a navigation property (Microsoft: Retrieve a table row using the Web API). */
export function getRow(context: RequestContext, { target, through }: Extract<Resource, { kind: 'row' }>): Answer {
  const row = requireTargetRow(context, target)
  if (through) requireMember(context, through, target.table, row)
  return presentOne(context, target.table, row)
}

/** `GET accounts({id})/primarycontactid`: the row a lookup holds, or nothing. */
export function getRelatedRow(context: RequestContext, { related }: Extract<Resource, { kind: 'navigation' }>): Answer {
  const { from, navigation } = related
  const row = requireTargetRow(context, from)
  requireAccess(readerOf(context), context.session, from.table, 'Read', row)
  const followed = navigation.kind === 'single' ? followLookup(context, navigation, row) : undefined
  return followed ? presentOne(context, followed.table, followed.row) : noContent
}

function presentOne(context: RequestContext, table: TableMetadata, row: Row): Answer {
  requireAccess(readerOf(context), context.session, table, 'Read', row)
  const { select, expand, aliases } = readOptions(context)
  const etag = etagOf(context, table, row)
  if (isUnchanged(context, table, etag, expand !== undefined)) return { status: 304, headers: { etag } }
  const present = createExpandingPresenter(context, table, selectionOf(table, select), expand, aliases)
  const version = wantedAnnotations(context.prefer).metadataVersion
    ? { '@Microsoft.Dynamics.CRM.globalmetadataversion': globalMetadataVersion(context.environment) }
    : {}
  return ok(
    {
      '@odata.context': `${context.root}/$metadata#${table.entitySetName}${shapeOf(select, expand)}/$entity`,
      ...version,
      ...present(row),
    },
    { etag, ...preferenceApplied(context.prefer.applied) },
  )
}

/** A conditional retrieve never holds for expanded or annotated rows. */
function isUnchanged(context: RequestContext, table: TableMetadata, etag: string, expanded: boolean): boolean {
  if (expanded || context.prefer.annotations.length > 0 || !table.optimisticConcurrency) return false
  return context.headers['if-none-match'] === etag
}

/** That a row belongs to another one is news only to those who may read both. */
function requireMember(context: RequestContext, { from, navigation }: Related, table: TableMetadata, row: Row): void {
  const parent = requireTargetRow(context, from)
  requireAccess(readerOf(context), context.session, from.table, 'Read', parent)
  const id = row[table.primaryId]
  if (navigation.kind !== 'single') {
    for (const each of followCollection(context, from.table, navigation, parent))
      if (each[table.primaryId] === id) return
  }
  throw new DomainError('rowMissing', { table: table.logicalName, id })
}
