// A process to be killed: opens the store of a folder, creates pairs of rows without end, and says which are durable.
import { EmulatorClock } from '../../src/kernel/clock.js'
import { silentLog } from '../../src/kernel/log.js'
import { SYSTEM } from '../../src/store/commit.js'
import { openFileStore } from '../../src/store/open-file-store.js'
import { journalLimit, left, plant, right, TENANT } from './pairs.js'

const [folder = '', round = '0'] = process.argv.slice(2)

async function write(): Promise<void> {
  const { store } = await openFileStore({ folder, clock: new EmulatorClock(), log: silentLog, journalLimit, plant })
  process.stdout.write('open\n')
  const work = async (writer: number) => {
    for (let at = 0; ; at++) {
      const id = `${round}-${writer}-${at}`
      const text = id.repeat(1 + (at % 50))
      store.transact(TENANT, SYSTEM, (t) => {
        t.insert(left, { id, text })
        t.insert(right, { id, text })
      })
      await store.durable()
      process.stdout.write(`${id}\n`)
    }
  }
  await Promise.all([0, 1, 2, 3].map(work))
}

write().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
