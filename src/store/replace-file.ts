import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

const CHUNK = 128 * 1024
/** So much goes to the disk at once, lest those who wait for the same disk wait long. */
const BURST = 2 * 1024 * 1024

/**
 * Puts a new file in place of what is there, or leaves that untouched: never half of one. The text is made and written
 * piece by piece, so that other work goes on meanwhile. Answers with the number of bytes. Stops when `signal` says so.
 */
export async function replaceFile(path: string, pieces: Iterable<string>, signal?: AbortSignal): Promise<number> {
  const temporary = temporaryName(path)
  try {
    const length = await writeNew(temporary, pieces, signal)
    await rename(temporary, path)
    await syncFolder(dirname(path))
    return length
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Where a file stands until it is complete. */
export function temporaryName(path: string): string {
  return `${path}.new`
}

async function writeNew(path: string, pieces: Iterable<string>, signal: AbortSignal | undefined): Promise<number> {
  const handle = await open(path, 'w', 0o600)
  try {
    let length = 0
    let synced = 0
    for (const chunk of chunked(pieces)) {
      signal?.throwIfAborted()
      const bytes = Buffer.from(chunk)
      await handle.writeFile(bytes)
      length += bytes.length
      if (length - synced < BURST) continue
      await handle.datasync()
      synced = length
    }
    await handle.sync()
    return length
  } finally {
    await handle.close()
  }
}

function* chunked(pieces: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const piece of pieces) {
    chunk += piece
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

/** Makes names that came or went in a folder survive a power failure, where the system can. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
