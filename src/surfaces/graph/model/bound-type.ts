import type { Reader } from '../../../domain/access.js'
import type { EntityType } from '../../../odata/model.js'
import type { DirectoryObject } from './directory-object.js'
import { directoryObjectType, isMixed } from './directory-object-type.js'
import { extendedType } from './extended-type.js'
import type { GraphType } from './graph-type.js'
import { navigationOf } from './navigations.js'

/** A type as the OData engine sees it during one request: with the tenant's extensions, able to look into other tables. */
export function boundType<Row>(given: GraphType<Row>, reader: Reader): EntityType<Row> {
  const type = extendedType(given, reader)
  return {
    name: type.name,
    property: (name) => {
      const property = type.property(name)
      return property?.looksAround ? { ...property, get: (row: Row) => property.read(row, reader) } : property
    },
    cast: (typeName) => {
      const name = typeName.slice(typeName.lastIndexOf('.') + 1).toLowerCase()
      if (!isMixed(type)) return undefined
      // Rows of this type carry the name of their own.
      return { type: boundType(type, reader), is: (row) => (row as DirectoryObject).type.toLowerCase() === name }
    },
    navigation: (name) => {
      const navigation = navigationOf(type.name, name)
      if (!navigation) return undefined
      return {
        name: navigation.name,
        collection: navigation.collection,
        // Relationships of the directory lead to directory objects of any type.
        target: () => boundType(directoryObjectType(), reader) as EntityType,
        follow: (row) => navigation.follow(row as never, reader),
      }
    },
  }
}
