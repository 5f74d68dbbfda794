import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { executablePath } from '../browser/find-chromium.js'
import type { Emulator } from './emulator.js'
import { FOLDER, type Recipe, type Toolchain, toolchainOf, type Way } from './recipe.js'
import type { Variables } from './variables.js'

/** Everything that is downloaded or built stands here, outside version control; but for what npm wants beside its lockfile. */
const CACHE = resolve(FOLDER, '.cache')

/** How programs of one language come to run. */
interface Workshop {
  /** Commands without which nothing goes. */
  readonly needs: readonly string[]
  /** The folder under test/clients. */
  readonly folder: string
  /** The ends of the names of files there whose change asks for a new installation. */
  readonly inputs: readonly string[]
  /** What an installation leaves. */
  readonly product: string
  install(): void
  /** The command line that runs a program. */
  commandOf(program: string): readonly string[]
  /** Variables that its programs need besides. */
  variables?(emulator: Emulator, way: Way): Variables
}

const node: Workshop = {
  needs: ['npm'],
  folder: 'node',
  inputs: ['package-lock.json'],
  product: join(FOLDER, 'node/node_modules'),
  install: () => mustRun(['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error'], 'node'),
  commandOf: (program) => [process.execPath, '--import', `./${FOLDER}/node/other-version.mjs`, join(FOLDER, program)],
}

const shell: Workshop = {
  ...node,
  needs: ['npm', 'bash'],
  commandOf: (program) => ['bash', '-e', join(FOLDER, program)],
}

/** Pages are bundled with the packages for Node. */
const chromium: Workshop = { ...node, needs: ['npm', executablePath ?? 'chromium'] }

const python: Workshop = {
  needs: ['python3'],
  folder: 'python',
  inputs: ['requirements.txt'],
  product: join(CACHE, 'python'),
  install: () => {
    mustRun(['python3', '-m', 'venv', '--clear', join(CACHE, 'python')], 'python')
    const pip = [join(CACHE, 'python/bin/python'), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
    mustRun([...pip, '--no-compile', '-r', 'requirements.txt'], 'python')
  },
  commandOf: (program) => [join(CACHE, 'python/bin/python'), join(FOLDER, program)],
}

const go: Workshop = {
  needs: ['go'],
  folder: 'go',
  inputs: ['go.mod', 'go.sum', '.go'],
  product: join(CACHE, 'go/bin'),
  install: () =>
    mustRun(['go', 'build', '-modcacherw', '-o', `${join(CACHE, 'go/bin')}/`, './...'], 'go', {
      GOMODCACHE: join(CACHE, 'go/mod'),
      GOCACHE: join(CACHE, 'go/build'),
    }),
  commandOf: (program) => [join(CACHE, 'go/bin', basename(dirname(program)))],
}

const COPY_DEPENDENCIES = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies'

const java: Workshop = {
  needs: ['java', 'keytool', 'mvn'],
  folder: 'java',
  inputs: ['pom.xml'],
  product: join(CACHE, 'java'),
  install: () => {
    const places = [`-Dmaven.repo.local=${join(CACHE, 'maven')}`, `-DoutputDirectory=${join(CACHE, 'java')}`]
    mustRun(['mvn', '-q', '-B', ...places, '-DincludeScope=runtime', COPY_DEPENDENCIES], 'java')
  },
  commandOf: (program) => ['java', '-cp', join(CACHE, 'java/*'), join(FOLDER, program)],
  variables: ({ ready, folder }, way) => {
    const { hostname, port } = new URL(ready.proxy)
    const proxy = way === 'proxy' ? [`-Dhttps.proxyHost=${hostname}`, `-Dhttps.proxyPort=${port}`] : []
    return { JAVA_TOOL_OPTIONS: [...trusting(ready.caFile, folder), ...proxy].join(' ') }
  },
}

/** Java reads certificate authorities from a store of its own. */
function trusting(caFile: string, folder: string): readonly string[] {
  const store = join(folder, 'truststore.p12')
  const options = ['-keystore', store, '-storepass', 'changeit', '-alias', 'graphverse', '-file', caFile, '-noprompt']
  if (!existsSync(store)) mustRun(['keytool', '-importcert', ...options], 'java')
  return [`-Djavax.net.ssl.trustStore=${store}`, '-Djavax.net.ssl.trustStorePassword=changeit']
}

const WORKSHOPS: Readonly<Record<Toolchain, Workshop>> = { node, shell, python, go, java, chromium }

/** Why programs of a toolchain cannot run on this machine; undefined when they can. */
export function absenceOf(toolchain: Toolchain): string | undefined {
  const missing = WORKSHOPS[toolchain].needs.find((command) => spawnSync(command, ['--version']).error !== undefined)
  return missing === undefined ? undefined : `${missing} is not installed`
}

/**
 * Makes a toolchain ready, and answers whether there was anything to do. Throws with what the toolchain said when that
 * fails.
 */
export function installPackages(toolchain: Toolchain): boolean {
  const { folder, inputs, product, install } = WORKSHOPS[toolchain]
  const stamp = join(CACHE, `${folder}.stamp`)
  const wanted = fingerprint(join(FOLDER, folder), inputs)
  if (existsSync(product) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false
  mkdirSync(CACHE, { recursive: true })
  install()
  writeFileSync(stamp, wanted)
  return true
}

/** The command line that runs the program of a recipe. */
export function commandOf(recipe: Recipe): readonly string[] {
  const { program, host } = recipe
  const { commandOf: command } = WORKSHOPS[toolchainOf(recipe)]
  return host === undefined ? command(program) : [...command(host), join(FOLDER, program)]
}

/** The variables that programs of a toolchain need besides those of every recipe. */
export function variablesOf(toolchain: Toolchain, emulator: Emulator, way: Way): Variables {
  return WORKSHOPS[toolchain].variables?.(emulator, way) ?? {}
}

function fingerprint(folder: string, ends: readonly string[]): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => !file.includes('node_modules') && ends.some((end) => file.endsWith(end)))
    .sort()
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(folder, file)))
  return hash.digest('hex')
}

function mustRun([command = '', ...argv]: readonly string[], folder: string, environment: object = {}): void {
  const options = { cwd: join(FOLDER, folder), env: { ...process.env, ...environment }, encoding: 'utf8' as const }
  const { status, error, stdout, stderr } = spawnSync(command, argv, options)
  if (status !== 0)
    throw new Error(`${command} ${argv[0]} failed: ${error?.message ?? (stderr || stdout).slice(-2000)}`)
}
