import type { Reader } from '../../../domain/access.js'
import { extensionProperties, schemaExtensions } from '../../../domain/directory/tables.js'
import { isMixed, mixedProperty, objectTypes } from './directory-object-type.js'
import { extensionPropertyOf, extensionsByDefault } from './extension-property.js'
import type { GraphProperty, GraphType } from './graph-type.js'

/** A type as it is in one tenant: with the properties that its directory and schema extensions add. */
export function extendedType<Row>(type: GraphType<Row>, reader: Reader): GraphType<Row> {
  if (!type.extra && !isMixed(type)) return type
  if (reader.table(extensionProperties).size === 0 && reader.table(schemaExtensions).size === 0) return type
  const byDefault = extensionsByDefault(type, reader)
  return {
    ...type,
    defaults: byDefault.length === 0 ? type.defaults : [...type.defaults, ...byDefault],
    property: (name) => type.property(name) ?? extension(type, name, reader),
  }
}

function extension<Row>(type: GraphType<Row>, name: string, reader: Reader): GraphProperty<Row> | undefined {
  if (!isMixed(type)) return extensionPropertyOf(type, name, reader)
  for (const kind of objectTypes()) {
    const declared = extensionPropertyOf(kind, name, reader)
    // Rows of a mixed list carry the name of their type.
    if (declared)
      return mixedProperty(declared, (each) => extensionPropertyOf(each, name, reader)) as GraphProperty<Row>
  }
  return undefined
}
