import type { Reader } from '../../../domain/access.js'
import type { EntityType } from '../../../odata/model.js'
import type { DirectoryObject } from './directory-object.js'
import { directoryObjectType } from './directory-object-type.js'
import type { GraphType } from './graph-type.js'
import { navigationOf } from './navigations.js'

/** A type as the OData engine sees it during one request: able to look into the tenant's other tables. */
export function boundType<Row>(type: GraphType<Row>, reader: Reader): EntityType<Row> {
  return {
    name: type.name,
    property: (name) => {
      const property = type.property(name)
      return property?.looksAround ? { ...property, get: (row: Row) => property.read(row, reader) } : property
    },
    cast: (typeName) => {
      const name = typeName.slice(typeName.lastIndexOf('.') + 1).toLowerCase()
      if (type !== (directoryObjectType() as unknown)) return undefined
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
