// `npm test`: the same set-up as `npm start`, then the whole test suite. Arguments are handed to vitest.
import { spawnSync } from 'node:child_process'
import { projectRoot } from './project.mjs'
import { buildStale, installMissing } from './set-up.mjs'

installMissing()
await buildStale()
const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)]
const { status } = spawnSync(process.execPath, vitest, { cwd: projectRoot, stdio: 'inherit' })
process.exitCode = status ?? 1
