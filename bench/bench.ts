// npm run bench [-- part …]: what the emulator costs, against the least that the same work can cost. Without a part, all of them.
import { benchColdStart } from './parts/cold-start.js'
import { benchMsw } from './parts/msw.js'
import { benchRequests } from './parts/requests.js'
import { benchSynchronization } from './parts/synchronization.js'
import { benchTokens } from './parts/tokens.js'

const parts: Readonly<Record<string, () => Promise<void>>> = {
  requests: benchRequests,
  tokens: benchTokens,
  'cold-start': benchColdStart,
  msw: benchMsw,
  synchronization: benchSynchronization,
}

const asked = process.argv.slice(2)
const unknown = asked.find((name) => !Object.hasOwn(parts, name))
if (unknown === undefined) {
  for (const [name, bench] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await bench()
} else {
  console.error(`The benchmark has no part "${unknown}"; it has ${Object.keys(parts).join(', ')}.`)
  process.exitCode = 2
}
