import type { Reader, TableReader } from '../access.js'

/** How a table stood when it was read. */
interface Sight {
  readonly table: Pick<TableReader<object>, 'revision'>
  readonly revision: number
}

/** A value and all that it was worked out from. */
interface Kept<Value> {
  readonly value: Value
  readonly given: readonly unknown[]
  readonly seen: readonly Sight[]
}

/** So many values are remembered of a tenant; with one more, all are forgotten. */
const MOST = 1000
/** Under a longer key nothing is remembered: who sends such a text could fill the memory. */
const LONGEST = 2048

/**
 * A function that remembers, for each tenant, what was worked out from its tables, for as long as none of those that
 * were read for it changes: `work` is done when there is nothing under `key`, and reads with the reader that it gets.
 * What it makes must depend on nothing but what it reads, the key, and what is `given`, the very same rows or values.
 */
export function rememberedWhileSame<Value extends object>() {
  const memories = new WeakMap<Reader, Map<string, Kept<Value>>>()
  return (reader: Reader, key: string, given: readonly unknown[], work: (reader: Reader) => Value): Value => {
    const memory = memoryOf(memories, reader)
    const known = memory.get(key)
    if (known && isSame(known, given)) return known.value
    const { watched, seen } = watch(reader)
    const value = work(watched)
    if (key.length <= LONGEST) memory.set(key, { value, given, seen })
    return value
  }
}

function memoryOf<Value>(memories: WeakMap<Reader, Map<string, Value>>, reader: Reader): Map<string, Value> {
  const known = memories.get(reader)
  if (known && known.size < MOST) return known
  const fresh = new Map<string, Value>()
  memories.set(reader, fresh)
  return fresh
}

function isSame({ given: before, seen }: Kept<unknown>, given: readonly unknown[]): boolean {
  return (
    seen.every(({ table, revision }) => table.revision === revision) &&
    before.length === given.length &&
    before.every((each, at) => each === given[at])
  )
}

/** A reader that notes which tables are read, and how they stand. */
function watch(reader: Reader): { readonly watched: Reader; readonly seen: readonly Sight[] } {
  const seen: Sight[] = []
  const watched: Reader = {
    tenant: reader.tenant,
    table(definition, scope) {
      const table = reader.table(definition, scope)
      if (!seen.some((sight) => sight.table === table)) seen.push({ table, revision: table.revision })
      return table
    },
  }
  return { watched, seen }
}
