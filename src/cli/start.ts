import { resolve } from 'node:path'
import { createLog } from '../hosts/log.js'
import { requireFreePort } from '../hosts/node.js'
import { createEmulator } from '../index.js'
import { type Flags, readOptions } from './read-options.js'
import { onStop } from './stop-signals.js'
import { summarize } from './summary.js'

/** The most that stopping may take; what was acknowledged is on disk by then anyway. */
const STOP_WITHIN = 950

/**
 * `graphverse start`: serves until it is told to stop. Resolves when it is ready.
 * @throws when it cannot start, with a sentence that names the culprit and the mend.
 */
export async function start(flags: Flags): Promise<void> {
  const options = readOptions(flags)
  const { port, host, logFormat, data, ...rest } = options
  // Asked first, so that nothing is written for a server that cannot be.
  await requireFreePort({ port, host })
  const log = createLog(options.log, logFormat)
  const emulator = await createEmulator({ ...rest, data: resolve(data), log })
  onStop(() => {
    setTimeout(() => process.exit(0), STOP_WITHIN).unref()
    emulator.close().then(
      () => process.exit(0),
      (error: unknown) => {
        // Not through the log, which may still be loading when the process ends.
        process.stderr.write(`graphverse: the emulator did not stop cleanly: ${String(error)}\n`)
        process.exit(1)
      },
    )
  })
  const ready = await emulator.listen({ port, host })
  process.stdout.write(`${summarize(await emulator.control.info(), ready)}\nready ${JSON.stringify(ready)}\n`)
}
