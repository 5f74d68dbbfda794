import type { Navigation, Property } from '../model.js'
import type { Path, PathSegment } from '../nodes/expression.js'
import type { Compiled, Evaluate } from './compiled.js'
import { valueReader } from './read-value.js'
import { refuse, type Scope } from './scope.js'

/** Follows a path through the model. Throws `ODataProblem` for names that are not there. */
export function compilePath(path: Path, scope: Scope): Compiled {
  let part = startOf(path, scope)
  for (const segment of path.segments) part = step(part, segment)
  return { ...part, position: path.position }
}

const readRow: Evaluate = (row) => row

function startOf(path: Path, scope: Scope): Compiled {
  const variable = path.variable === undefined ? undefined : scope.variables.get(path.variable)
  if (variable) return variable
  const { type: structure } = scope
  const { position } = path
  return { type: 'entity', collection: false, evaluate: readRow, structure, name: '$it', position, inRow: true }
}

function step(owner: Compiled, segment: PathSegment): Compiled {
  if (segment.kind === 'count') return countOf(owner, segment)
  if (segment.kind === 'cast') return castOf(owner, segment)
  const { name, position } = segment
  const structure = owner.structure
  if (owner.collection)
    refuse({ reason: 'notSingle', property: owner.name, type: structure?.name ?? owner.type }, position)
  const property = structure?.property(name)
  if (property) return propertyOf(owner, property, position)
  const navigation = structure?.navigation(name)
  if (navigation) return navigationOf(owner, navigation, position)
  return refuse({ reason: 'unknownProperty', property: name, type: structure?.name ?? owner.type }, position)
}

function propertyOf(owner: Compiled, property: Property, position: number): Compiled {
  const { name, type, collection, complex: structure, index } = property
  const read = valueReader(type)
  const value = collection ? itemsOf(read) : read
  const evaluate = throughOwner(owner, (row) => value(property.get(row)), collection)
  const part = { type, collection, evaluate, name, position, inRow: owner.inRow }
  return { ...part, ...(structure && { structure }), ...(index && owner.inRow && { index }) }
}

function itemsOf(read: (value: unknown) => unknown): (value: unknown) => unknown {
  return (value) => (Array.isArray(value) ? value.map(read) : [])
}

function navigationOf(owner: Compiled, navigation: Navigation, position: number): Compiled {
  const { name, collection } = navigation
  const evaluate = throughOwner(
    owner,
    (row) => (collection ? navigation.follow(row) : firstOf(navigation.follow(row))),
    collection,
  )
  return { type: 'entity', collection, evaluate, structure: navigation.target(), name, position, inRow: false }
}

function firstOf(rows: Iterable<unknown>): unknown {
  for (const row of rows) return row
  return null
}

/** A missing owner has no value, and nothing in its collections. */
function throughOwner(owner: Compiled, read: (row: unknown) => unknown, collection: boolean): Evaluate {
  if (owner.evaluate === readRow) return read
  const missing = collection ? [] : null
  return (row, variables) => {
    const value = owner.evaluate(row, variables)
    return value === null || value === undefined ? missing : read(value)
  }
}

function castOf(owner: Compiled, { name, position }: PathSegment): Compiled {
  const cast = owner.structure?.cast?.(name)
  if (!cast) return owner.structure?.name === name ? owner : refuse({ reason: 'unknownType', type: name }, position)
  const read = owner.collection
    ? (rows: unknown) => Array.from(rows as Iterable<unknown>).filter((row) => cast.is(row))
    : (row: unknown) => (cast.is(row) ? row : null)
  return { ...owner, structure: cast.type, evaluate: throughOwner(owner, read, owner.collection) }
}

function countOf(owner: Compiled, { position }: PathSegment): Compiled {
  if (!owner.collection) refuse({ reason: 'notCollection', property: owner.name }, position)
  const evaluate: Evaluate = (row, variables) => lengthOf(owner.evaluate(row, variables) as Iterable<unknown>)
  return { type: 'Edm.Int64', collection: false, evaluate, name: '$count', position, inRow: false }
}

function lengthOf(items: Iterable<unknown>): number {
  if (Array.isArray(items)) return items.length
  let length = 0
  for (const _ of items) length++
  return length
}
