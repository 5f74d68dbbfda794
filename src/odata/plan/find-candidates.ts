import { primaryKey } from '../model.js'
import type { RowSource } from '../row-source.js'
import type { Candidates } from './candidates.js'

/** The rows that candidates name, each once, in no order. */
export function findCandidates<Row>(candidates: Candidates, source: RowSource<Row>): Iterable<Row> {
  if (candidates.kind === 'keys' && candidates.keys.length === 1) return oneByOne(candidates, source)
  const rows = new Map<string, Row>()
  for (const row of oneByOne(candidates, source)) rows.set(source.definition.id(row), row)
  return rows.values()
}

function* oneByOne<Row>(candidates: Candidates, source: RowSource<Row>): Generator<Row> {
  switch (candidates.kind) {
    case 'keys':
      for (const key of candidates.keys) yield* rowsUnder(candidates.index, key, source)
      return
    case 'prefix':
      yield* source.prefix(candidates.index, candidates.prefix)
      return
    case 'union':
      for (const part of candidates.parts) yield* oneByOne(part, source)
  }
}

function rowsUnder<Row>(index: string, key: string, source: RowSource<Row>): Iterable<Row> {
  if (index !== primaryKey) return source.find(index, key)
  const row = source.get(key)
  return row === undefined ? [] : [row]
}
