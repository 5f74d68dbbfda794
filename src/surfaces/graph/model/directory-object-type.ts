import type { Reader } from '../../../domain/access.js'
import { lazily } from '../lazily.js'
import { applicationType } from './application-type.js'
import { deviceType } from './device-type.js'
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
  device: deviceType,
  directoryRole: directoryRoleType,
  administrativeUnit: administrativeUnitType,
}

/** The type of one kind of directory object. */
export function objectType(type: ObjectType): GraphType<never> {
  return typeOf[type]()
}

/** The types that a mixed list can hold objects of. */
export function objectTypes(): readonly GraphType<never>[] {
  return Object.values(typeOf).map((type) => type())
}

/** Whether a type is that of mixed lists. */
export function isMixed<Row>({ name }: GraphType<Row>): boolean {
  return name === MIXED
}

const MIXED = 'microsoft.graph.directoryObject'

/**
 * Lists of mixed objects: a property is whatever the object's own type says it is, and absent where it has none.
 * The directory lets callers filter members by properties that only some of them have.
 */
export const directoryObjectType: () => GraphType<DirectoryObject> = lazily(() => {
  const properties = new Map<string, GraphProperty<DirectoryObject>>()
  return {
    name: MIXED,
    data: { default: '', properties: {} },
    defaults: [],
    all: [],
    property(name) {
      const key = name.toLowerCase()
      const known = properties.get(key)
      if (known) return known
      const declared = objectTypes()
        .map((type) => type.property(name))
        .find((found) => found !== undefined)
      if (!declared) return undefined
      const property = mixedProperty(declared, (type) => type.property(declared.name))
      properties.set(key, property)
      return property
    },
    navigates: () => false,
    odataType: (object) => `#microsoft.graph.${object.type}`,
  }
})

/** A property of mixed lists as one of the types declares it; `find` finds that of each object's own type. */
export function mixedProperty(
  declared: GraphProperty<never>,
  find: (type: GraphType<never>) => GraphProperty<never> | undefined,
): GraphProperty<DirectoryObject> {
  const read = ({ type, object }: DirectoryObject, reader: Reader) =>
    find(objectType(type))?.read(object as never, reader)
  return { ...declared, read, looksAround: true, get: () => null, index: undefined } as GraphProperty<DirectoryObject>
}
