import type { Reader } from '../../../domain/access.js'
import { lazily } from '../lazily.js'
import { applicationType } from './application-type.js'
import type { DirectoryObject, ObjectType } from './directory-object.js'
import type { GraphProperty, GraphType } from './graph-type.js'
import { groupType } from './group-type.js'
import { administrativeUnitType, directoryRoleType } from './role-types.js'
import { servicePrincipalType } from './service-principal-type.js'
import { userType } from './user-type.js'

/** Reads an object through the type it has; the pairing of `type` and `object` is what `DirectoryObject` promises. */
const typeOf: Readonly<Record<ObjectType, () => GraphType<never>>> = {
  user: userType,
  group: groupType,
  servicePrincipal: servicePrincipalType,
  application: applicationType,
  directoryRole: directoryRoleType,
  administrativeUnit: administrativeUnitType,
}

/** The type of one kind of directory object. */
export function objectType(type: ObjectType): GraphType<never> {
  return typeOf[type]()
}

/**
 * Lists of mixed objects: a property is whatever the object's own type says it is, and absent where it has none.
 * The directory lets callers filter members by properties that only some of them have.
 */
export const directoryObjectType: () => GraphType<DirectoryObject> = lazily(() => {
  const properties = new Map<string, GraphProperty<DirectoryObject>>()
  const all = Object.values(typeOf).map((type) => type())
  return {
    name: 'microsoft.graph.directoryObject',
    data: { default: '', properties: {} },
    defaults: [],
    all: [],
    property(name) {
      const key = name.toLowerCase()
      const known = properties.get(key)
      if (known) return known
      const declared = all.map((type) => type.property(name)).find((found) => found !== undefined)
      if (!declared) return undefined
      const property = mixedProperty(declared)
      properties.set(key, property)
      return property
    },
    navigates: () => false,
    odataType: (object) => `#microsoft.graph.${object.type}`,
  }
})

function mixedProperty(declared: GraphProperty<never>): GraphProperty<DirectoryObject> {
  const read = ({ type, object }: DirectoryObject, reader: Reader) =>
    objectType(type)
      .property(declared.name)
      ?.read(object as never, reader)
  return { ...declared, read, looksAround: true, get: () => null, index: undefined } as GraphProperty<DirectoryObject>
}
