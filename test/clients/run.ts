// `npm run test:clients`: runs every program of docs/clients with the published clients against the built command, and
// tells of each whether it passed. Arguments choose programs: `npm run test:clients -- msal proxy`.
import { startEmulator } from './emulator.js'
import { readRecipes, type Toolchain, toolchainOf } from './recipe.js'
import { type Run, runsOf, runTo } from './run-recipe.js'
import { absenceOf, installPackages } from './toolchains.js'

const chosen = process.argv.slice(2).map((word) => word.toLowerCase())
const isChosen = ({ name }: Run) => chosen.every((word) => name.toLowerCase().includes(word))
const counts = { passed: 0, failed: 0, skipped: 0 }
const states = new Map<Toolchain, State>()

/** Why programs of a toolchain cannot run: it is absent, or it could not be made ready. */
interface State {
  readonly absence?: string | undefined
  readonly obstacle?: string | undefined
}

const emulator = await startEmulator()
try {
  for (const run of readRecipes().flatMap(runsOf).filter(isChosen)) await report(run)
} finally {
  await emulator.stop()
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = counts.failed === 0 ? 0 : 1

async function report(run: Run): Promise<void> {
  const { absence, obstacle } = stateOf(toolchainOf(run.recipe))
  const started = performance.now()
  const complaint = absence ?? obstacle ?? (await runTo(emulator, run))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const outcome = absence !== undefined ? 'skipped' : complaint !== undefined ? 'failed' : 'passed'
  counts[outcome]++
  console.log(`${outcome.padEnd(7)} ${run.name}${complaint === undefined ? ` (${seconds} s)` : `: ${complaint}`}`)
}

/** Looked at, and made ready, once. */
function stateOf(toolchain: Toolchain): State {
  const known = states.get(toolchain)
  if (known) return known
  const absence = absenceOf(toolchain)
  const state = { absence, obstacle: absence === undefined ? installing(toolchain) : undefined }
  states.set(toolchain, state)
  return state
}

function installing(toolchain: Toolchain): string | undefined {
  const started = performance.now()
  try {
    if (!installPackages(toolchain)) return undefined
    console.log(`        packages for ${toolchain} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
