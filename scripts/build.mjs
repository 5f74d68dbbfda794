// `npm run build`: dist/ as it is published; with --no-types, without the declarations that only developers need.
// `npm start` calls `buildCode` alone when something is stale.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { compileValidators } from './compile-validators.mjs'
import { jsonAsText } from './json-as-text.mjs'
import { projectRoot } from './project.mjs'

/** What users of the package import. */
const DOORS = ['index', 'msw', 'express']

const ENTRY_POINTS = {
  ...Object.fromEntries(DOORS.map((door) => [door, `src/${door}.ts`])),
  graphverse: 'src/cli/graphverse.ts',
}

// Packages that every start or the first handshake needs: found in one file they cost a fraction of the look-ups that
// node_modules asks for. The others are loaded from node_modules, on first use.
const BUNDLED = [
  '@noble/hashes',
  '@peculiar/asn1-schema',
  '@peculiar/asn1-x509',
  '@peculiar/x509',
  'commander',
  'jsonwebtoken',
  'lowdb',
  'reflect-metadata',
  'steno',
]

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
  const copied = new Set()
  for (const door of DOORS) copyDeclarations(join(emitted, 'src'), `${door}.d.ts`, copied)
  rmSync(emitted, { recursive: true, force: true })
}

const REFERENCE = /(?:from|import\(?)\s*['"](\.[^'"]+)\.js['"]/g

/** Copies a declaration and all that it leads to: what lies beyond, nobody who uses the package can name. */
function copyDeclarations(from, file, copied) {
  if (copied.has(file)) return
  copied.add(file)
  const text = readFileSync(join(from, file), 'utf8')
  const copy = join(projectRoot, 'dist/types', file)
  mkdirSync(dirname(copy), { recursive: true })
  writeFileSync(copy, text)
  for (const [, path] of text.matchAll(REFERENCE)) copyDeclarations(from, join(dirname(file), `${path}.d.ts`), copied)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  rmSync(join(projectRoot, 'dist'), { recursive: true, force: true })
  await buildCode()
  if (!process.argv.includes('--no-types')) emitTypes()
}
