import type { Reader } from '../../../domain/access.js'
import type { EntityType } from '../../../odata/model.js'
import type { Sight } from '../authorize/sight.js'
import type { DirectoryObject } from './directory-object.js'
import { directoryObjectType, isMixed } from './directory-object-type.js'
import { extendedType } from './extended-type.js'
import type { GraphType } from './graph-type.js'
import { navigationOf } from './navigations.js'
import { seenType } from './seen-type.js'

/**
 * A type as the OData engine sees it during one request: with the tenant's extensions, able to look into other tables,
 * and without what is hidden from the caller.
 */
export function boundType<Row>(given: GraphType<Row>, reader: Reader, sight?: Sight): EntityType<Row> {
  const type = seenType(extendedType(given, reader), sight)
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
      return { type: boundType(type, reader, sight), is: (row) => (row as DirectoryObject).type.toLowerCase() === name }
    },
    navigation: (name) => {
      const navigation = navigationOf(type.name, name)
      if (!navigation) return undefined
      return {
        name: navigation.name,
        collection: navigation.collection,
        // Relationships of the directory lead to directory objects of any type.
        target: () => boundType(directoryObjectType(), reader, sight) as EntityType,
        follow: (row) => navigation.follow(row as never, reader),
      }
    },
  }
}
