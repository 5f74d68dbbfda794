import type { Reader } from '../../../domain/access.js'
import type { Property, PropertyIndex } from '../../../odata/model.js'
import { complexTypeOf, edmTypeOf } from './edm-type.js'
import { type EntityData, type EntityName, entityData, type PropertyData } from './model-data.js'

/** A property of an entity type: how it is read from a row, and what queries may do with it. */
export interface GraphProperty<Row> extends Property<Row> {
  readonly data: PropertyData
  readonly read: (row: Row, reader: Reader) => unknown
  /** True when its value stands in other tables than the row's. */
  readonly looksAround: boolean
  /** The column of the row that it stands in, where that has another name: what the change log tells. */
  readonly column?: string
}

/** An entity type of Graph, bound to the rows that hold its objects. */
export interface GraphType<Row> {
  readonly name: string
  readonly data: EntityData
  /** Returned without `$select`, in that order. */
  readonly defaults: readonly GraphProperty<Row>[]
  readonly all: readonly GraphProperty<Row>[]
  property(name: string): GraphProperty<Row> | undefined
  /** Whether the type has a relationship of that name. */
  navigates(name: string): boolean
  /** `#microsoft.graph.user`, where a list holds objects of several types. */
  readonly odataType: (row: Row) => string | undefined
  /** Values of extensions, by name. */
  readonly extra?: ((row: Row) => Readonly<Record<string, unknown>>) | undefined
}

export interface TypeGiven<Row> {
  /** Properties that are not simply a column of the row. A reader of two parameters looks into other tables too. */
  readonly read?: Readonly<Record<string, (row: Row, reader: Reader) => unknown>>
  /** The index of the row's table that finds rows by a property. */
  readonly indexes?: Readonly<Record<string, PropertyIndex>>
  /** Values of extensions, by name. */
  readonly extra?: (row: Row) => Readonly<Record<string, unknown>>
}

/** Binds a type of the model to its rows: a property is the row's column of that name unless `given` says otherwise. */
export function defineType<Row extends object>(name: EntityName, given: TypeGiven<Row> = {}): GraphType<Row> {
  const data = entityData[name]
  const properties = new Map<string, GraphProperty<Row>>()
  for (const [property, declared] of Object.entries(data.properties)) {
    properties.set(property.toLowerCase(), bindProperty(property, declared, given))
  }
  const find = (wanted: string) => properties.get(wanted.toLowerCase())
  return {
    name: `microsoft.graph.${name}`,
    data,
    defaults: data.default.split(' ').flatMap((property) => find(property) ?? []),
    all: [...properties.values()],
    property: find,
    navigates: (wanted) => Object.hasOwn(data.navigation ?? {}, wanted),
    odataType: () => undefined,
    extra: given.extra,
  }
}

/** A type as /v1.0 knows it: without what only /beta tells. */
export function releasedType<Row>(type: GraphType<Row>): GraphType<Row> {
  const isReleased = (property: GraphProperty<Row>) => !property.data.betaOnly
  return {
    ...type,
    all: type.all.filter(isReleased),
    property: (name) => {
      const found = type.property(name)
      return found && isReleased(found) ? found : undefined
    },
  }
}

function bindProperty<Row extends object>(
  name: string,
  data: PropertyData,
  { read: readers = {}, indexes = {}, extra }: TypeGiven<Row>,
): GraphProperty<Row> {
  const type = edmTypeOf(data.type)
  const collection = data.collection ?? false
  const empty = collection ? [] : null
  const column = (row: Row) => (row as Readonly<Record<string, unknown>>)[name] ?? extra?.(row)[name] ?? empty
  const read = readers[name] ?? column
  const index = indexes[name]
  return {
    name,
    type,
    collection,
    data,
    read,
    looksAround: read.length > 1,
    get: read as (row: Row) => unknown,
    ...(type === 'complex' ? { complex: complexTypeOf(data.type) } : {}),
    ...(index ? { index } : {}),
  }
}
