import type { TableDefinition } from '../../store/table-definition.js'
import type { Reader } from '../access.js'

/** Tables of whatever rows. */
type Tables = readonly TableDefinition<never>[]

interface Memory<Value> {
  readonly revisions: readonly number[]
  readonly values: Map<string, Value>
}

/** So many values are remembered of a tenant; with one more, all are forgotten. */
const MOST = 1000

/**
 * A function that remembers, for each tenant, what was worked out from some tables, for as long as none of them changes:
 * `work` is done when there is nothing under `key`. What it makes must depend on nothing but tables and key.
 */
export function rememberedWhileSame<Value extends object>(tables: Tables) {
  const memories = new WeakMap<object, Memory<Value>>()
  return (reader: Reader, key: string, work: () => Value): Value => {
    const { values } = memoryOf(memories, tables, reader)
    const known = values.get(key)
    if (known) return known
    const made = work()
    values.set(key, made)
    return made
  }
}

function memoryOf<Value>(memories: WeakMap<object, Memory<Value>>, tables: Tables, reader: Reader): Memory<Value> {
  const [first, ...others] = tables.map((definition) => reader.table(definition))
  if (!first) throw new Error('nothing changes where there is no table')
  const known = memories.get(first)
  const revisions = [first, ...others].map(({ revision }) => revision)
  if (known && known.values.size < MOST && known.revisions.every((revision, at) => revision === revisions[at]))
    return known
  const fresh = { revisions, values: new Map<string, Value>() }
  memories.set(first, fresh)
  return fresh
}
