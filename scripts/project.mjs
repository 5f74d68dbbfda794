import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * A text that changes whenever one of the files under `paths` (relative to the project, missing ones ignored) is added,
 * removed, or written. It looks at names, sizes and times only, so that asking costs no reading.
 */
export function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => filesUnder(join(projectRoot, path)))) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${relative(projectRoot, file)} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/** Every file at or under `path`, sorted by name; none when it does not exist. */
function filesUnder(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return []
  if (!found.isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}
