import type { EntityType, Property } from '../../../odata/model.js'
import type { EdmType } from '../../../odata/nodes/literal.js'
import { complexData } from './model-data.js'

const PRIMITIVE: Readonly<Record<string, EdmType>> = {
  String: 'Edm.String',
  Boolean: 'Edm.Boolean',
  DateTimeOffset: 'Edm.DateTimeOffset',
  Date: 'Edm.Date',
  TimeOfDay: 'Edm.TimeOfDay',
  Duration: 'Edm.Duration',
  Guid: 'Edm.Guid',
  Int16: 'Edm.Int16',
  Int32: 'Edm.Int32',
  Int64: 'Edm.Int64',
  Double: 'Edm.Double',
  Binary: 'Edm.Binary',
}

/** The OData type behind a name of the model: primitive, enumeration or complex. */
export function edmTypeOf(name: string): EdmType {
  const primitive = PRIMITIVE[name]
  if (primitive) return primitive
  return complexData[name]?.members === undefined ? 'complex' : 'enum'
}

const complexTypes = new Map<string, EntityType>()

/** The members of a complex type, for paths such as `employeeOrgData/division`. */
export function complexTypeOf(name: string): EntityType {
  const known = complexTypes.get(name)
  if (known) return known
  const properties = new Map<string, Property>()
  const type: EntityType = {
    name: `microsoft.graph.${name}`,
    property: (member) => properties.get(member.toLowerCase()),
    navigation: () => undefined,
  }
  complexTypes.set(name, type)
  for (const [member, declared] of Object.entries(complexData[name]?.properties ?? {})) {
    properties.set(member.toLowerCase(), memberOf(member, declared.type, declared.collection ?? false))
  }
  return type
}

function memberOf(name: string, typeName: string, collection: boolean): Property {
  const type = edmTypeOf(typeName)
  return {
    name,
    type,
    collection,
    get: (value) => (value as Readonly<Record<string, unknown>> | null | undefined)?.[name] ?? null,
    ...(type === 'complex' ? { complex: complexTypeOf(typeName) } : {}),
  }
}
