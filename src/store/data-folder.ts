import type { FileHandle } from 'node:fs/promises'
import { mkdir, open, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StoreRefused } from './errors.js'
import { syncFolder, temporaryName } from './replace-file.js'

const SNAPSHOT = 'db.json'
const IGNORE = '.gitignore'
const JOURNAL = /^journal-(\d{6,})\.jsonl$/

/** The folder that a store lives in: `db.json`, and the journals with what came since, by rising number. */
export class DataFolder {
  readonly path: string
  readonly #isNew: boolean

  constructor(path: string, isNew: boolean) {
    this.path = path
    this.#isNew = isNew
  }

  get snapshot(): string {
    return join(this.path, SNAPSHOT)
  }

  journal(number: number): string {
    return join(this.path, `journal-${String(number).padStart(6, '0')}.jsonl`)
  }

  /** The numbers of the journals that are there, oldest first. */
  async journals(): Promise<number[]> {
    const names = await readdir(this.path)
    return names
      .flatMap((name) => JOURNAL.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b)
  }

  /** Opens a journal for appending; makes it where it is missing. */
  async openJournal(number: number): Promise<FileHandle> {
    const handle = await open(this.journal(number), 'a', 0o600)
    await syncFolder(this.path)
    return handle
  }

  async removeJournalsBelow(number: number): Promise<void> {
    for (const each of await this.journals()) if (each < number) await rm(this.journal(each), { force: true })
  }

  /** A journal that holds something. */
  async firstFilledJournal(): Promise<string | undefined> {
    for (const number of await this.journals()) {
      const path = this.journal(number)
      if ((await stat(path)).size > 0) return path
    }
    return undefined
  }

  /** Takes a folder that was made just now away again, unless something has come into it. */
  async withdraw(): Promise<void> {
    if (!this.#isNew) return
    const names = await readdir(this.path)
    if (names.every((name) => name === IGNORE)) await rm(this.path, { recursive: true })
  }

  /** Removes what an interrupted write left behind. */
  async clean(): Promise<void> {
    await rm(temporaryName(this.snapshot), { force: true })
  }
}

/**
 * The data folder at a path, made where it is missing, readable by its owner only, and kept out of version control.
 * Throws `StoreRefused` when it cannot be used.
 */
export async function prepareDataFolder(path: string): Promise<DataFolder> {
  try {
    const made = await mkdir(path, { recursive: true, mode: 0o700 })
    await writeFile(join(path, IGNORE), '*\n', { flag: 'wx' }).catch(ignoreExisting)
    return new DataFolder(await realpath(path), made !== undefined)
  } catch (error) {
    throw refusalOf(path, error)
  }
}

/** What the system says about a folder as a `StoreRefused`; other errors as they are. */
export function refusalOf(path: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (syscall === undefined) return error
  return new StoreRefused(
    `The data folder '${path}' cannot be used (${code}). Choose a folder that can be written, or keep the store in memory.`,
  )
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
