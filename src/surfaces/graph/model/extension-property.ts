import type { Reader } from '../../../domain/access.js'
import { availableExtensionProperties, findExtensionProperty } from '../../../domain/directory/extension-properties.js'
import type {
  ExtensionProperty,
  ExtensionTarget,
  ExtensionType,
  SchemaExtension,
} from '../../../domain/directory/extension-rows.js'
import { DIRECTORY_EXTENSION, type Extra } from '../../../domain/directory/extension-values.js'
import { findSchemaExtension } from '../../../domain/directory/schema-extensions.js'
import type { EntityType, Property } from '../../../odata/model.js'
import type { EdmType } from '../../../odata/nodes/literal.js'
import type { GraphProperty, GraphType } from './graph-type.js'

/** The types that extensions can be for. */
const TARGETS: Readonly<Partial<Record<string, ExtensionTarget>>> = {
  'microsoft.graph.user': 'User',
  'microsoft.graph.group': 'Group',
  'microsoft.graph.administrativeUnit': 'AdministrativeUnit',
  'microsoft.graph.application': 'Application',
  'microsoft.graph.device': 'Device',
  'microsoft.graph.organization': 'Organization',
}

const EDM: Readonly<Record<ExtensionType, EdmType>> = {
  Binary: 'Edm.Binary',
  Boolean: 'Edm.Boolean',
  DateTime: 'Edm.DateTimeOffset',
  Integer: 'Edm.Int32',
  LargeInteger: 'Edm.Int64',
  String: 'Edm.String',
}

/** What `$filter` takes (Microsoft Graph: Advanced query capabilities, directory and schema extensions). */
const OF_DIRECTORY = { always: 'eq in', advanced: 'ne not startsWith null' }
const OF_SCHEMA = { advanced: 'eq in ne not startsWith null' }

/** The extension of that name, in any case, as a property of a type; undefined where the type has none. */
export function extensionPropertyOf<Row>(
  type: GraphType<Row>,
  name: string,
  reader: Reader,
): GraphProperty<Row> | undefined {
  const target = TARGETS[type.name]
  const { extra } = type
  if (!target || !extra) return undefined
  if (DIRECTORY_EXTENSION.test(name)) {
    const property = findExtensionProperty(reader, name)
    return property?.targetObjects.includes(target) ? directoryProperty(property, extra) : undefined
  }
  if (!name.includes('_')) return undefined
  const schema = findSchemaExtension(reader, name)
  const fits = schema?.targetTypes.some((possible) => possible.toLowerCase() === target.toLowerCase())
  return schema && fits ? schemaProperty(schema, extra) : undefined
}

/** The directory extensions of a type that it shows without `$select`: those of groups. */
export function extensionsByDefault<Row>(type: GraphType<Row>, reader: Reader): readonly GraphProperty<Row>[] {
  const { extra } = type
  if (TARGETS[type.name] !== 'Group' || !extra) return []
  return availableExtensionProperties(reader)
    .filter(({ targetObjects }) => targetObjects.includes('Group'))
    .map((property) => directoryProperty(property, extra))
}

type ReadExtra<Row> = (row: Row) => Extra

/** Without a value it is absent, instead of null. */
function directoryProperty<Row>(property: ExtensionProperty, extra: ReadExtra<Row>): GraphProperty<Row> {
  const { name, dataType, isMultiValued: collection } = property
  const capabilities = { ...OF_DIRECTORY, paths: { [name]: OF_DIRECTORY } }
  return {
    name,
    type: EDM[dataType],
    collection,
    data: { type: dataType, ...capabilities },
    column: 'extra',
    looksAround: false,
    read: (row) => extra(row)[name],
    get: (row) => extra(row)[name] ?? null,
  }
}

function schemaProperty<Row>(schema: SchemaExtension, extra: ReadExtra<Row>): GraphProperty<Row> {
  const { id } = schema
  return {
    name: id,
    type: 'complex',
    collection: false,
    data: { type: id, paths: Object.fromEntries(schema.properties.map(({ name }) => [`${id}/${name}`, OF_SCHEMA])) },
    column: 'extra',
    looksAround: false,
    complex: memberType(schema),
    read: (row) => shownValue(schema, extra(row)[id]),
    get: (row) => extra(row)[id] ?? null,
  }
}

/** Every member of the definition, and what kind of value it is. */
function shownValue({ properties }: SchemaExtension, value: unknown): object | undefined {
  if (value === undefined) return undefined
  const members = value as Extra
  const shown = properties.map(({ name }) => [name, members[name] ?? null])
  return { '@odata.type': '#microsoft.graph.ComplexExtensionValue', ...Object.fromEntries(shown) }
}

function memberType({ properties }: SchemaExtension): EntityType {
  const members = new Map<string, Property>()
  for (const { name, type } of properties) {
    const get = (value: unknown) => (value as Extra | null)?.[name] ?? null
    members.set(name.toLowerCase(), { name, type: EDM[type], collection: false, get })
  }
  return {
    name: 'microsoft.graph.ComplexExtensionValue',
    property: (name) => members.get(name.toLowerCase()),
    navigation: () => undefined,
  }
}
