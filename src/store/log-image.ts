import type { Change, Commit } from './commit.js'

/** A commit whose insertions name a list of properties by its number: most rows of a table have the same ones. */
export interface CommitImage extends Omit<Commit, 'changes'> {
  readonly changes: readonly ChangeImage[]
}

type ChangeImage = Omit<Change, 'properties'> & { readonly properties: readonly string[] | number }

/** The commits of a log one by one; the lists that they name by number come together in `lists` on the way. */
export function* logImage(log: Iterable<Commit>, lists: (readonly string[])[]): Generator<CommitImage> {
  const numbers = new Map<readonly string[], number>()
  const numberOf = (list: readonly string[]) => {
    const known = numbers.get(list)
    if (known !== undefined) return known
    numbers.set(list, lists.length)
    return lists.push(list) - 1
  }
  for (const commit of log) {
    const changes = commit.changes.map((change) =>
      change.kind === 'insert' ? { ...change, properties: numberOf(change.properties) } : change,
    )
    yield { ...commit, changes }
  }
}

/** The commits behind their images. */
export function logFromImage(log: readonly CommitImage[], lists: readonly (readonly string[])[]): Commit[] {
  return log.map(({ changes, ...commit }) => ({
    ...commit,
    changes: changes.map(({ properties, ...change }) => ({
      ...change,
      properties: typeof properties === 'number' ? (lists[properties] ?? []) : properties,
    })),
  }))
}
