import { isLookup, type Navigation, type TableMetadata } from '../../domain/dataverse/metadata.js'
import { requiredTable } from '../../domain/dataverse/model.js'
import type { RecordInput, RowReference } from '../../domain/dataverse/records/record-input.js'
import type { RequestContext } from './context.js'
import { isObject } from './json-body.js'
import type { JsonObject } from './json-object.js'
import { payloadError, unknownPayloadNavigation, unknownPayloadProperty } from './payload-errors.js'
import { readReference } from './read-reference.js'

const BIND = '@odata.bind'

interface Draft {
  readonly columns: Record<string, unknown>
  readonly lookups: Record<string, RowReference | null>
  readonly links: { navigation: Navigation; reference: RowReference }[]
  readonly related: { navigation: Navigation; table: string; input: RecordInput }[]
}

/**
 * A JSON object as what is to be written: columns, `@odata.bind` references, rows to create along. Control information
 * is left out. Throws for names that the table does not have.
 */
export function readRecord(context: RequestContext, table: TableMetadata, body: JsonObject): RecordInput {
  const draft: Draft = { columns: {}, lookups: {}, links: [], related: [] }
  for (const [name, value] of Object.entries(body)) readMember(context, table, name, value, draft)
  return draft
}

function readMember(context: RequestContext, table: TableMetadata, name: string, value: unknown, draft: Draft): void {
  if (name.endsWith(BIND)) readBinding(context, table, name.slice(0, -BIND.length), value, draft)
  else if (name.includes('@')) return
  else {
    const navigation = context.model.navigations(table.logicalName).get(name)
    const column = table.columns.get(name)
    if (navigation && (value === null || typeof value === 'object')) readRelated(context, navigation, value, draft)
    else if (column && !isLookup(column)) draft.columns[name] = value
    else if (name === 'ownerid' && typeof value === 'string') return
    else if (/^_.+_value$/.test(name)) throw readOnlyLookup(table, name)
    else throw unknownPayloadProperty(table.entitySetName, table.logicalName, name)
  }
}

function readBinding(context: RequestContext, table: TableMetadata, name: string, value: unknown, draft: Draft): void {
  const navigation = context.model.navigations(table.logicalName).get(name)
  if (!navigation) throw unknownPayloadNavigation(table.entitySetName, name)
  if (navigation.kind === 'single') {
    const reference = value === null ? null : readReference(context, value)
    if (reference && !navigation.targets.includes(reference.table)) throw wrongTarget(table, name, reference)
    draft.lookups[navigation.column] = reference
  } else {
    for (const each of Array.isArray(value) ? value : [value])
      draft.links.push({ navigation, reference: readReference(context, each) })
  }
}

/** `null` clears a lookup, an object or a list of objects makes related rows. */
function readRelated(context: RequestContext, navigation: Navigation, value: unknown, draft: Draft): void {
  if (navigation.kind === 'single') {
    if (value === null) draft.lookups[navigation.column] = null
    else if (isObject(value)) draft.related.push(relatedRecord(context, navigation, navigation.targets[0] ?? '', value))
    return
  }
  for (const each of Array.isArray(value) ? value : []) {
    if (isObject(each)) draft.related.push(relatedRecord(context, navigation, navigation.target, each))
  }
}

function relatedRecord(
  context: RequestContext,
  navigation: Navigation,
  table: string,
  value: JsonObject,
): Draft['related'][number] {
  return { navigation, table, input: readRecord(context, requiredTable(context.model, table), value) }
}

function readOnlyLookup(table: TableMetadata, name: string): Error {
  return payloadError(
    table.entitySetName,
    `Microsoft.OData.ODataException: The property '${name}' is read-only. Bind the navigation property with @odata.bind instead.`,
  )
}

function wrongTarget(table: TableMetadata, name: string, reference: RowReference): Error {
  return payloadError(
    table.entitySetName,
    `Microsoft.OData.ODataException: A row of '${reference.table}' cannot be bound to the navigation property '${name}'.`,
  )
}
