// `node scripts/run.mjs some/program.ts [arguments]`: bundles one TypeScript program and runs it in this process.
// The program finds the project as its working directory, and the built command in dist/.
import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from './project.mjs'
import { buildStale, installMissing } from './set-up.mjs'

installMissing()
await buildStale()
const [program, ...rest] = process.argv.slice(2)
const { build } = await import('esbuild')
const { jsonAsText } = await import('./json-as-text.mjs')
// Beside node_modules, so that packages are found from there.
const outfile = join(projectRoot, 'dist', `.run-${process.pid}-${basename(program, '.ts')}.mjs`)
await build({
  absWorkingDir: projectRoot,
  entryPoints: [program],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  plugins: [jsonAsText],
  sourcemap: 'inline',
})
process.on('exit', () => rmSync(outfile, { force: true }))
process.chdir(projectRoot)
process.argv.splice(1, process.argv.length, outfile, ...rest)
await import(pathToFileURL(outfile).href)
