import { linkRecords } from '../../../domain/dataverse/records/associate-records.js'
import { createRecord } from '../../../domain/dataverse/records/create-record.js'
import type { RecordInput } from '../../../domain/dataverse/records/record-input.js'
import type { Row } from '../../../domain/dataverse/tables.js'
import type { Answer } from '../answer.js'
import { type RequestContext, write } from '../context.js'
import { requireTargetId } from '../find-row.js'
import { requireJsonObject } from '../json-body.js'
import { readRecord } from '../read-record.js'
import type { Resource } from '../resource.js'
import { addressOf, representation } from '../written-row.js'

/** `POST accounts` (Microsoft: Create a table row using the Web API), also below a navigation property. */
export function createRow(context: RequestContext, resource: Extract<Resource, { kind: 'collection' }>): Answer {
  const { table } = resource
  const body = requireJsonObject(context, table.entitySetName)
  const row = write(context, (transaction) => {
    const input = readRecord(context, table, body)
    const { lookups, link } = fromParent(context, resource, input)
    const made = createRecord(transaction, context.session, table, { ...input, lookups })
    link?.(made, transaction)
    return made
  })
  if (context.prefer.returnRepresentation) return representation(context, table, row, 201)
  const address = addressOf(context, table, row)
  return { status: 204, headers: { 'odata-entityid': address, location: address } }
}

interface FromParent {
  readonly lookups: RecordInput['lookups']
  readonly link?: (row: Row, transaction: Parameters<typeof createRecord>[0]) => void
}

/** What a row made below another one has to do with it. */
function fromParent(
  context: RequestContext,
  { table, related }: Extract<Resource, { kind: 'collection' }>,
  input: RecordInput,
): FromParent {
  if (!related) return { lookups: input.lookups }
  const parent = { table: related.from.table.logicalName, id: requireTargetId(context, related.from) }
  const { navigation } = related
  if (navigation.kind === 'collection') return { lookups: { ...input.lookups, [navigation.column]: parent } }
  return {
    lookups: input.lookups,
    link(row, transaction) {
      const child = { table: table.logicalName, id: String(row[table.primaryId]) }
      linkRecords(transaction, context.session, navigation, parent, child)
    },
  }
}
