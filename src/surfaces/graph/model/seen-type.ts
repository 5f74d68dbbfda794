import type { Sight } from '../authorize/sight.js'
import type { DirectoryObject } from './directory-object.js'
import { isMixed } from './directory-object-type.js'
import type { GraphProperty, GraphType } from './graph-type.js'

/** A type as somebody sees it: properties that are hidden have no value, neither to show nor to look for. */
export function seenType<Row>(type: GraphType<Row>, sight: Sight | undefined): GraphType<Row> {
  if (!sight) return type
  const kind = kindOf(type)
  // Rows of directory objects have an id, and those of mixed lists the name of their type.
  const shows = (row: Row, { name }: GraphProperty<Row>) => {
    const { id, type: own } = row as Pick<DirectoryObject, 'id' | 'type'>
    return sight(isMixed(type) ? own : kind, id, name)
  }
  const seen = (property: GraphProperty<Row>): GraphProperty<Row> => {
    const { index: _, ...others } = property
    const empty = property.collection ? [] : null
    // Extensions without a value are left out.
    const unread = property.column === 'extra' ? undefined : empty
    return {
      ...others,
      read: (row, reader) => (shows(row, property) ? property.read(row, reader) : unread),
      get: (row) => (shows(row, property) ? property.get(row) : empty),
    }
  }
  return {
    ...type,
    defaults: type.defaults.map(seen),
    all: type.all.map(seen),
    property: (name) => {
      const property = type.property(name)
      return property && seen(property)
    },
  }
}

/** `user` of `microsoft.graph.user`. */
export function kindOf<Row>({ name }: GraphType<Row>): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
