// `npm run coverage`: runs the suites of Microsoft Graph and Dataverse and writes COVERAGE.md.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as dataverse from '../dataverse/described-responses.js'
import * as graph from '../graph/described-responses.js'
import { coveragePage } from './coverage-page.js'

/** Entries of the sign-in log come from signing in. */
const SUITE = ['test/graph', 'test/login/sign-in-log.test.ts', 'test/dataverse']

/** The ids of the operations that a run of the suite has seen succeed. Throws when the suite does not pass. */
function testedOperations(): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), 'graphverse-coverage-'))
  const file = join(folder, 'operations')
  writeFileSync(file, '')
  const env = { ...process.env, GRAPHVERSE_COVERAGE: file }
  const { status } = spawnSync('npx', ['vitest', 'run', ...SUITE, '--reporter=dot'], { env, stdio: 'inherit' })
  const seen = new Set(readFileSync(file, 'utf8').split('\n'))
  rmSync(folder, { recursive: true })
  if (status !== 0) throw new Error('The suite does not pass: its coverage would say nothing.')
  return seen
}

const tested = testedOperations()
const maySucceed = (operationId: string) => graph.maySucceed(operationId) || dataverse.maySucceed(operationId)
writeFileSync(
  'COVERAGE.md',
  coveragePage((operationId) => (!maySucceed(operationId) ? 'refuses' : tested.has(operationId) ? 'yes' : 'no')),
)
