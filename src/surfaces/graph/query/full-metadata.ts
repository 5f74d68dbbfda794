import type { Call } from '../call.js'
import { metadataLevel } from '../metadata-level.js'
import type { GraphType } from '../model/graph-type.js'
import { complexData, type PropertyData } from '../model/model-data.js'
import type { Json } from '../present.js'
import { directoryLocation } from './directory-location.js'

/** Types whose values JSON tells apart by itself. */
const NATIVE = new Set(['String', 'Boolean', 'Int16', 'Int32', 'Double'])
const PRIMITIVE = new Set(['DateTimeOffset', 'Date', 'TimeOfDay', 'Duration', 'Guid', 'Int64', 'Binary'])

/** How a request wants its objects told: as they are, or with full metadata. */
export function metadataOf(call: Call): <Row>(type: GraphType<Row>, row: unknown, json: Json) => Json {
  if (metadataLevel(call) !== 'full') return (_type, _row, json) => json
  return (type, row, json) => withFullMetadata(type, locationOf(call, type, row), json)
}

/** Objects of the directory alone have a place of their own. */
function locationOf<Row>(call: Call, type: GraphType<Row>, row: unknown): string | undefined {
  const { id } = row as { readonly id?: string }
  return id === undefined || !type.property('deletedDateTime') ? undefined : directoryLocation(call, type, id)
}

/**
 * An object with everything that `odata.metadata=full` asks for: its type, where it is kept (`location`, for objects of
 * the directory), and the types of values that JSON does not tell (OData JSON Format: control information).
 */
function withFullMetadata<Row>(type: GraphType<Row>, location: string | undefined, json: Json): Json {
  const { '@odata.context': context, ...values } = json
  return {
    ...(context === undefined ? {} : { '@odata.context': context }),
    '@odata.type': `#${type.name}`,
    ...(location === undefined ? {} : { '@odata.id': location, '@odata.editLink': location }),
    ...annotated(values, (name) => type.property(name)?.data),
  }
}

function annotated(values: Json, declared: (name: string) => PropertyData | undefined): Json {
  const json: Json = {}
  for (const [name, value] of Object.entries(values)) {
    const data = declared(name)
    const typeName = data && value !== null ? annotationOf(data) : undefined
    if (typeName !== undefined) json[`${name}@odata.type`] = typeName
    json[name] = data ? toldValue(value, data) : value
  }
  return json
}

function annotationOf({ type, collection }: PropertyData): string | undefined {
  if (collection) return `#Collection(${isPrimitive(type) ? type : `microsoft.graph.${type}`})`
  return PRIMITIVE.has(type) ? `#${type}` : undefined
}

function isPrimitive(type: string): boolean {
  return NATIVE.has(type) || PRIMITIVE.has(type)
}

function toldValue(value: unknown, { type, collection }: PropertyData): unknown {
  if (collection) return (value as readonly unknown[]).map((each) => complexValue(each, type, false))
  return complexValue(value, type, true)
}

function complexValue(value: unknown, type: string, alone: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value
  const members = complexData[type]?.properties ?? {}
  const shown = annotated(value as Json, (name) => (Object.hasOwn(members, name) ? members[name] : undefined))
  return alone ? { '@odata.type': `#microsoft.graph.${type}`, ...shown } : shown
}
