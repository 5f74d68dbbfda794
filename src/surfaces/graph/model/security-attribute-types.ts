import type { Reader } from '../../../domain/access.js'
import type {
  AllowedValue,
  AttributeSet,
  SecurityAttributeDefinition,
  SecurityAttributeValue,
} from '../../../domain/directory/security-attribute-rows.js'
import { securityAttributeDefinitions } from '../../../domain/directory/security-attribute-tables.js'
import { securityAttributesOf } from '../../../domain/directory/security-attributes.js'
import type { EntityType, Property } from '../../../odata/model.js'
import type { EdmType } from '../../../odata/nodes/literal.js'
import { lazily } from '../lazily.js'
import type { Json } from '../present.js'
import { defineType, type GraphProperty, type GraphType } from './graph-type.js'

/** The properties of an attributeSet. */
export const attributeSetType: () => GraphType<AttributeSet> = lazily(() => defineType<AttributeSet>('attributeSet'))

/** The properties of a customSecurityAttributeDefinition. */
export const securityAttributeType: () => GraphType<SecurityAttributeDefinition> = lazily(() =>
  defineType<SecurityAttributeDefinition>('customSecurityAttributeDefinition'),
)

/** The properties of an allowedValue. */
export const allowedValueType: () => GraphType<AllowedValue> = lazily(() => defineType<AllowedValue>('allowedValue'))

const NAME = 'customSecurityAttributes'
const SEARCHED = { advanced: 'eq ne not in startsWith' }
const EDM: Readonly<Record<SecurityAttributeDefinition['type'], EdmType>> = {
  Boolean: 'Edm.Boolean',
  Integer: 'Edm.Int32',
  String: 'Edm.String',
}

/** Users or service principals as those see them who may read custom security attributes; others see none. */
export function withSecurityAttributes<Row extends { readonly id: string }>(
  type: GraphType<Row>,
  reader: Reader,
): GraphType<Row> {
  const hidden = type.property(NAME)
  if (!hidden) return type
  const definitions = [...reader.table(securityAttributeDefinitions).rows()]
  const searched = definitions.filter(({ isSearchable }) => isSearchable)
  const paths = searched.map(({ attributeSet, name }) => [`${NAME}/${attributeSet}/${name}`, SEARCHED] as const)
  const property: GraphProperty<Row> = {
    ...hidden,
    data: { ...hidden.data, paths: Object.fromEntries(paths) },
    complex: setsType(definitions),
    looksAround: true,
    read: ({ id }, from) => shownAttributes(from, id),
  }
  return { ...type, property: (name) => (name.toLowerCase() === NAME.toLowerCase() ? property : type.property(name)) }
}

/** The values of an object with the types that a client needs to send them back. */
function shownAttributes(reader: Reader, objectId: string): Json | null {
  const values = securityAttributesOf(reader, objectId)
  if (!values) return null
  return Object.fromEntries(Object.entries(values).map(([set, members]) => [set, shownSet(members)]))
}

function shownSet(members: Readonly<Record<string, SecurityAttributeValue>>): Json {
  const shown: Json = { '@odata.type': '#microsoft.graph.customSecurityAttributeValue' }
  for (const [name, value] of Object.entries(members)) {
    const annotation = annotationOf(value)
    if (annotation !== undefined) shown[`${name}@odata.type`] = annotation
    shown[name] = value
  }
  return shown
}

function annotationOf(value: SecurityAttributeValue): string | undefined {
  const itemType = typeof (typeof value === 'object' ? value[0] : value) === 'number' ? 'Int32' : 'String'
  if (typeof value === 'object') return `#Collection(${itemType})`
  return typeof value === 'number' ? '#Int32' : undefined
}

function setsType(definitions: readonly SecurityAttributeDefinition[]): EntityType {
  const names = new Set(definitions.map(({ attributeSet }) => attributeSet))
  return memberType(
    Array.from(names, (name) => ({
      ...memberOf(name, 'complex', false),
      complex: memberType(
        definitions
          .filter(({ attributeSet }) => attributeSet === name)
          .map((definition) => memberOf(definition.name, EDM[definition.type], definition.isCollection)),
      ),
    })),
  )
}

function memberType(properties: readonly Property[]): EntityType {
  const byName = new Map(properties.map((property) => [property.name.toLowerCase(), property]))
  return {
    name: 'microsoft.graph.customSecurityAttributeValue',
    property: (name) => byName.get(name.toLowerCase()),
    navigation: () => undefined,
  }
}

function memberOf(name: string, type: EdmType, collection: boolean): Property {
  return { name, type, collection, get: (value) => (value as Json | null)?.[name] ?? null }
}
