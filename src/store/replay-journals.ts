import { open, readFile } from 'node:fs/promises'
import type { Log } from '../kernel/log.js'
import type { DataFolder } from './data-folder.js'
import { StoreRefused } from './errors.js'
import { isBrokenInside, readRecords } from './journal-lines.js'
import type { StoreState } from './store-state.js'

/** The journal that goes on. */
export interface JournalEnd {
  readonly number: number
  readonly length: number
}

interface ReadJournal extends JournalEnd {
  readonly path: string
  /** Bytes behind the last whole record: what a crash left of a write that nobody was told of. */
  readonly torn: number
}

/**
 * Brings a state to where the journals of its folder end. A torn end is cut off and reported; anything else that is
 * not as it was written is a `StoreRefused` and changes nothing on disk.
 */
export async function replayJournals(folder: DataFolder, state: StoreState, log: Log): Promise<JournalEnd> {
  const journals: ReadJournal[] = []
  for (const number of await folder.journals()) journals.push(await replay(folder.journal(number), number, state))
  for (const journal of journals) await settle(journal, log)
  return journals.at(-1) ?? { number: 1, length: 0 }
}

async function replay(path: string, number: number, state: StoreState): Promise<ReadJournal> {
  const bytes = await readFile(path)
  let length = 0
  for (const { record, end } of readRecords(bytes)) {
    length = end
    if (record.seq <= state.seq) continue
    if (record.seq !== state.seq + 1) throw gap(path, state.seq, record.seq)
    try {
      state.apply(record, false)
    } catch (error) {
      throw new StoreRefused(
        `The journal '${path}' does not fit its snapshot (record ${record.seq}: ${error}). ${MEND}`,
      )
    }
  }
  if (isBrokenInside(bytes, length)) throw damaged(path, bytes, length)
  return { path, number, length, torn: bytes.length - length }
}

/** Cuts a torn end off, and makes sure that what was read from the system's memory is on disk. */
async function settle({ path, length, torn }: ReadJournal, log: Log): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    if (torn > 0) {
      await handle.truncate(length)
      log.info(`The last line of the journal was not complete and was cut off; nobody had been told of it.`, {
        journal: path,
        bytes: torn,
      })
    }
    await handle.datasync()
  } finally {
    await handle.close()
  }
}

const MEND = 'Put a good copy of the folder in its place, or move it away to start afresh; nothing was changed.'

function gap(path: string, last: number, next: number): StoreRefused {
  return new StoreRefused(`The journal '${path}' goes on with record ${next}, but ${last + 1} is missing. ${MEND}`)
}

function damaged(path: string, bytes: Buffer, length: number): StoreRefused {
  const line = bytes.subarray(0, length).reduce((lines, byte) => (byte === 0x0a ? lines + 1 : lines), 1)
  return new StoreRefused(`Line ${line} of the journal '${path}' is damaged: its checksum does not match. ${MEND}`)
}
