import { requireAccess } from '../../../domain/dataverse/access-check.js'
import { lookupProperty } from '../../../domain/dataverse/metadata.js'
import { type Answer, noContent, ok, preferenceApplied } from '../answer.js'
import { type RequestContext, readerOf } from '../context.js'
import { requireTargetRow } from '../find-row.js'
import type { JsonObject } from '../json-object.js'
import { createRowPresenter } from '../present-row.js'
import type { Resource } from '../resource.js'
import { selectionOfColumns } from '../selection.js'

type Property = Extract<Resource, { kind: 'property' | 'value' }>

/** `GET accounts({id})/name`: one value in an envelope; nothing for null. */
export function getProperty(context: RequestContext, property: Property): Answer {
  const { target, name } = property
  const { shown, id } = presentProperty(context, property)
  const value = shown[name]
  if (value === null || value === undefined) return noContent
  return ok(
    {
      '@odata.context': `${context.root}/$metadata#${target.table.entitySetName}(${id})/${name}`,
      ...annotationsOf(shown, name),
      value,
    },
    preferenceApplied(context.prefer.applied),
  )
}

/** `GET accounts({id})/name/$value`: the bare value. */
export function getRawValue(context: RequestContext, property: Property): Answer {
  const value = presentProperty(context, property).shown[property.name]
  return value === null || value === undefined ? noContent : { status: 200, text: String(value) }
}

function presentProperty(
  context: RequestContext,
  { target, column, name }: Property,
): { shown: JsonObject; id: string } {
  const row = requireTargetRow(context, target)
  const { table } = target
  requireAccess(readerOf(context), context.session, table, 'Read', row)
  const selection = selectionOfColumns(table, [column.logicalName])
  const shown = createRowPresenter(context, table, selection)(row)
  if (name === column.logicalName && shown[name] === undefined) shown[name] = shown[lookupProperty(name)]
  return { shown, id: String(row[table.primaryId]) }
}

function annotationsOf(shown: JsonObject, name: string): JsonObject {
  const prefix = `${name}@`
  const found = Object.entries(shown).filter(([key]) => key.startsWith(prefix))
  return Object.fromEntries(found.map(([key, value]) => [`value@${key.slice(prefix.length)}`, value]))
}
