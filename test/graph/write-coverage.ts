// `npm run coverage`: runs the suite of Microsoft Graph and writes COVERAGE.md.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { coveragePage } from './coverage-page.js'
import { maySucceed } from './described-responses.js'

/** Entries of the sign-in log come from signing in. */
const SUITE = ['test/graph', 'test/login/sign-in-log.test.ts']

/** The ids of the operations that a run of the suite has seen succeed. Throws when the suite does not pass. */
function testedOperations(): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), 'graphverse-coverage-'))
  const file = join(folder, 'operations')
  writeFileSync(file, '')
  const env = { ...process.env, GRAPHVERSE_COVERAGE: file }
  const { status } = spawnSync(
    'npx',
    ['vitest', 'run', ...SUITE, '--exclude=test/graph/coverage-page.test.ts', '--reporter=dot'],
    { env, stdio: 'inherit' },
  )
  const seen = new Set(readFileSync(file, 'utf8').split('\n'))
  rmSync(folder, { recursive: true })
  if (status !== 0) throw new Error('The suite does not pass: its coverage would say nothing.')
  return seen
}

const tested = testedOperations()
writeFileSync(
  'COVERAGE.md',
  coveragePage(({ operationId }) => (!maySucceed(operationId) ? 'refuses' : tested.has(operationId) ? 'yes' : 'no')),
)
