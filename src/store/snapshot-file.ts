import { readFile } from 'node:fs/promises'
import { type Adapter, Low } from 'lowdb'
import { StoreRefused } from './errors.js'
import { parseSnapshot } from './parse-snapshot.js'
import { replaceFile } from './replace-file.js'
import { snapshotFormat, snapshotText } from './snapshot-text.js'
import { IMAGE_FORMAT, type StoreImage } from './store-image.js'

/** The lowdb database of a data folder: one JSON document that holds a store's image. */
export class SnapshotFile {
  readonly #adapter: SnapshotAdapter
  readonly #database: Low<StoreImage | null>

  constructor(path: string) {
    this.#adapter = new SnapshotAdapter(path)
    this.#database = new Low<StoreImage | null>(this.#adapter, null)
  }

  /** The image on disk, or undefined when there is no file yet. Throws `StoreRefused` when it is damaged. */
  async read(): Promise<StoreImage | undefined> {
    await this.#database.read()
    const image = this.#database.data
    // The document served its purpose: rows live on in the store, everything else can go.
    this.#database.data = null
    return image ?? undefined
  }

  /** Puts an image in place of the one on disk, in the background. When it fails, the old one stays. */
  async write(image: StoreImage): Promise<void> {
    this.#database.data = image
    try {
      await this.#database.write()
    } finally {
      this.#database.data = null
    }
  }

  /** Gives up a write under way and every later one. */
  abandon(): void {
    this.#adapter.abandoned.abort()
  }

  get isAbandoned(): boolean {
    return this.#adapter.abandoned.signal.aborted
  }

  /** How many bytes the file has. */
  get length(): number {
    return this.#adapter.length
  }
}

class SnapshotAdapter implements Adapter<StoreImage | null> {
  readonly abandoned = new AbortController()
  readonly #path: string
  length = 0

  constructor(path: string) {
    this.#path = path
  }

  async read(): Promise<StoreImage | null> {
    const bytes = await readFile(this.#path).catch(nullWhenMissing)
    if (!bytes) return null
    this.length = bytes.length
    const format = snapshotFormat(bytes)
    if (format === undefined) {
      throw new StoreRefused(
        `The snapshot '${this.#path}' is damaged: it is not what the emulator wrote. Put a good copy in its place, ` +
          'or move the folder away to start afresh; nothing was changed.',
      )
    }
    if (format === IMAGE_FORMAT) return parseSnapshot(bytes)
    throw new StoreRefused(
      `The snapshot '${this.#path}' has format ${format}, this version reads format ${IMAGE_FORMAT}. ` +
        'Start the version that wrote it, or use another data folder.',
    )
  }

  async write(image: StoreImage | null): Promise<void> {
    if (image) this.length = await replaceFile(this.#path, snapshotText(image), this.abandoned.signal)
  }
}

function nullWhenMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
