import type { Reader } from '../../domain/access.js'
import { DIRECTORY_EXTENSION } from '../../domain/directory/extension-values.js'
import type { SelectItem } from '../../odata/nodes/query.js'
import { ODataProblem } from '../../odata/problem.js'
import type { Sight } from './authorize/sight.js'
import type { DirectoryObject } from './model/directory-object.js'
import { objectType } from './model/directory-object-type.js'
import { extendedType } from './model/extended-type.js'
import type { GraphProperty, GraphType } from './model/graph-type.js'
import { seenType } from './model/seen-type.js'

export type Json = Record<string, unknown>

/** The properties that `$select` asks for; the default ones without it. Throws `ODataProblem` for a name that is none. */
export function selectedProperties<Row>(
  type: GraphType<Row>,
  select: readonly SelectItem[] | undefined,
  version = 'v1.0',
): readonly GraphProperty<Row>[] {
  if (!select || select.length === 0)
    return version === 'beta' && type.all.length > 0 ? everything(type) : type.defaults
  if (select.some(({ path }) => path[0] === '*')) return everything(type)
  const selected = select.flatMap(({ path: [name = ''], position }) => {
    const property = type.property(name)
    if (property) return property
    // Nobody can tell a directory extension that was taken away from one that has no value.
    if (type.navigates(name) || (type.extra && DIRECTORY_EXTENSION.test(name))) return []
    throw new ODataProblem({ reason: 'unknownProperty', property: name, type: type.name }, position).in('$select')
  })
  return selected.some(({ data }) => data.selectOnly) ? withId(type, selected) : selected
}

function everything<Row>(type: GraphType<Row>): readonly GraphProperty<Row>[] {
  return type.all.filter(({ data }) => !data.selectOnly && !data.askedOnly)
}

function withId<Row>(type: GraphType<Row>, selected: readonly GraphProperty<Row>[]): readonly GraphProperty<Row>[] {
  const id = type.property('id')
  return id && !selected.includes(id) ? [...selected, id] : selected
}

/** A row as JSON: the given properties in their order. What has no value is null; an unset extension is left out. */
export function present<Row>(row: Row, properties: readonly GraphProperty<Row>[], reader: Reader): Json {
  const json: Json = {}
  for (const { name, read } of properties) {
    const value = read(row, reader)
    if (value !== undefined) json[name] = value
  }
  return json
}

/** What is seen of an object of any type, with its `@odata.type`, for lists of mixed objects. */
export function presentObject(
  { type, object }: DirectoryObject,
  select: readonly SelectItem[] | undefined,
  reader: Reader,
  sight: Sight | undefined,
): Json {
  const seen = (shown: GraphType<never>) => seenType(shown, sight)
  const graphType = objectType(type)
  const properties = select ? objectSelection(seen(extendedType(graphType, reader)), select) : seen(graphType).defaults
  // The object is of the type that stands beside it.
  return { '@odata.type': `#microsoft.graph.${type}`, ...present(object as never, properties, reader) }
}

/** Of mixed objects every one shows those selected properties that its type has. */
function objectSelection(type: GraphType<never>, select: readonly SelectItem[]): readonly GraphProperty<never>[] {
  return select.flatMap(({ path: [name = ''] }) => type.property(name) ?? [])
}
