import type { Answer } from '../answer.js'
import { sightOf } from '../authorize/sight.js'
import { type Call, readerOf } from '../call.js'
import type { DirectoryObject } from '../model/directory-object.js'
import { objectType } from '../model/directory-object-type.js'
import { extendedType } from '../model/extended-type.js'
import type { GraphType } from '../model/graph-type.js'
import { kindOf, seenType } from '../model/seen-type.js'
import { type Json, present, presentObject, selectedProperties } from '../present.js'
import { contextOf } from './context.js'
import { directoryLocation } from './directory-location.js'
import { expansionOf } from './expand.js'
import { metadataOf } from './full-metadata.js'
import { readEntityQuery } from './graph-query.js'

/** One object with what `$select` and `$expand` ask for. `context` is its set: `users`. */
export function entityAnswer<Row>(call: Call, given: GraphType<Row>, row: Row, context: string, status = 200): Answer {
  const reader = readerOf(call)
  const type = seenType(extendedType(given, reader), sightOf(call, kindOf(given)))
  const query = readEntityQuery(call)
  const json = withContext(contextOf(call, context, query, '/$entity'))
  Object.assign(json, present(row, selectedProperties(type, query.select, call.version), reader))
  expansionOf(call, query, type)?.(row, json)
  return { status, json: metadataOf(call)(type, row, json) }
}

/** One directory object of whatever type, with its `@odata.type`. `opened`: its kind, where the operation shows it. */
export function objectAnswer(call: Call, object: DirectoryObject, opened?: string): Answer {
  const { select } = readEntityQuery(call)
  const reader = readerOf(call)
  const json = withContext(contextOf(call, 'directoryObjects', { select }, '/$entity'))
  Object.assign(json, presentObject(object, select, reader, sightOf(call, opened)))
  return { status: 200, json: metadataOf(call)(objectType(object.type), object, json) }
}

/** The answer to a creation: 201, the default properties, and where the directory keeps the object. */
export function createdAnswer<Row extends { readonly id: string }>(
  call: Call,
  type: GraphType<Row>,
  row: Row,
  context: string,
): Answer {
  const json = withContext(contextOf(call, context, {}, '/$entity'))
  Object.assign(json, present(row, type.defaults, readerOf(call)))
  return {
    status: 201,
    json: metadataOf(call)(type, row, json),
    headers: { location: directoryLocation(call, type, row.id) },
  }
}

/** A value that is no object of its own: `{ "value": … }`, or the members of a complex value. */
export function valueAnswer(call: Call, type: string, value: object, status = 200): Answer {
  return { status, json: Object.assign(withContext(contextOf(call, type)), value) }
}

function withContext(context: string | undefined): Json {
  return context === undefined ? {} : { '@odata.context': context }
}
