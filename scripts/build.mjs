// `npm run build`: dist/ as it is published; with --no-types, without the declarations that only developers need.
// `npm start` calls `buildCode` alone when something is stale.
import { spawnSync } from 'node:child_process'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { compileValidators } from './compile-validators.mjs'
import { jsonAsText } from './json-as-text.mjs'
import { projectRoot } from './project.mjs'

const ENTRY_POINTS = {
  index: 'src/index.ts',
  msw: 'src/msw.ts',
  express: 'src/express.ts',
  graphverse: 'src/cli/graphverse.ts',
}

// Packages that every start or the first handshake needs: found in one file they cost a fraction of the look-ups that
// node_modules asks for. The others are loaded from node_modules, on first use.
const BUNDLED = ['@noble/hashes', '@peculiar/x509', 'commander', 'lowdb', 'reflect-metadata', 'steno', 'jsonwebtoken']

/** Bundles the entry points into dist/, sharing chunks, with everything that is loaded on first use in chunks of its own. */
export async function buildCode() {
  await compileValidators()
  await build({
    absWorkingDir: projectRoot,
    entryPoints: ENTRY_POINTS,
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    chunkNames: 'chunks/[name]-[hash]',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    plugins: [jsonAsText, packagesOutside(BUNDLED)],
    // Bundled packages written for `require` reach node's own modules through it.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  })
}

/** An esbuild plugin that leaves every package in node_modules, except `bundled` ones and what these import. */
function packagesOutside(bundled) {
  return {
    name: 'packages-outside',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
        if (kind === 'entry-point' || path.startsWith('node:') || importer.includes('node_modules')) return undefined
        const name = path
          .split('/')
          .slice(0, path.startsWith('@') ? 2 : 1)
          .join('/')
        return bundled.includes(name) ? undefined : { path, external: true }
      })
    },
  }
}

/** Writes the declarations of the public doors under dist/types. */
function emitTypes() {
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    cwd: projectRoot,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('the declarations could not be written')
  const emitted = join(projectRoot, 'dist/declarations')
  // Data is imported from beside src/, so the compiler mirrors the whole project; the package needs src/ alone.
  if (existsSync(join(emitted, 'src'))) renameSync(join(emitted, 'src'), join(projectRoot, 'dist/types'))
  rmSync(emitted, { recursive: true, force: true })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  rmSync(join(projectRoot, 'dist'), { recursive: true, force: true })
  await buildCode()
  if (!process.argv.includes('--no-types')) emitTypes()
}
