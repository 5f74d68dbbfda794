import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFiles, readSource } from '../support/read-imports.js'

/** MSW 3 asks for this version of Node, or a newer one. */
const NODE_WANTED = [22, 12] as const
const PATIENCE = 120_000
/** All suites once more, in one test, take a slow machine minutes. */
const LONGEST_RUN = 1_200_000

interface Kit {
  readonly node: string
  /** Where MSW 3 is installed. */
  readonly folder: string
}

/** MSW 3 and a Node that runs it, kept beside the project's packages; undefined where the registry does not give them. */
function obtainKit(): Kit | undefined {
  const folder = resolve('node_modules/.cache/graphverse/msw-3')
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const isNewEnough = major > NODE_WANTED[0] || (major === NODE_WANTED[0] && minor >= NODE_WANTED[1])
  const node = isNewEnough ? process.execPath : join(folder, 'node_modules/.bin/node')
  const packages = isNewEnough ? ['msw@3'] : ['msw@3', 'node@22']
  if (!isInstalled(folder, node)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{"private":true}\n')
    const options = ['--no-audit', '--no-fund', '--fetch-retries=0', '--loglevel=silent', '--prefix', folder]
    npm(['install', ...options, ...packages])
  }
  return isInstalled(folder, node) ? { node, folder } : undefined
}

function isInstalled(folder: string, node: string): boolean {
  const manifest = join(folder, 'node_modules/msw/package.json')
  if (!existsSync(manifest) || !existsSync(node)) return false
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version.startsWith('3.')
}

function npm(argv: readonly string[]): void {
  const cli = process.env.npm_execpath
  const options = { timeout: PATIENCE, stdio: 'ignore' } as const
  if (cli?.endsWith('npm-cli.js')) spawnSync(process.execPath, [cli, ...argv], options)
  else spawnSync('npm', argv, { ...options, shell: process.platform === 'win32' })
}

/** The files whose suites go through MSW. */
const suites = listFiles('test', ['.test.ts']).filter(
  (path) => !path.endsWith('msw-3.test.ts') && /describe-hosts\.js|from 'msw/.test(readSource(path)),
)

const kit = obtainKit()

describe('MSW 3', () => {
  it.skipIf(!kit)('carries every suite that MSW 2 carries', { timeout: LONGEST_RUN }, async () => {
    if (!kit) return
    expect(suites).not.toEqual([])
    const environment = {
      ...process.env,
      NODE_OPTIONS: '',
      GRAPHVERSE_TEST_MSW: kit.folder,
      GRAPHVERSE_TEST_HOSTS: 'msw',
    }
    const { failure, output } = await run(kit.node, ['node_modules/vitest/vitest.mjs', 'run', ...suites], environment)
    expect(failure, output).toBeNull()
  })
})

/** Others have their turn meanwhile: the runner of this test wants to hear from it. */
function run(
  program: string,
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ failure: Error | null; output: string }> {
  return new Promise((resolve) => {
    execFile(program, argv, { env, maxBuffer: 2 ** 26 }, (failure, stdout, stderr) =>
      resolve({ failure, output: `${stdout}\n${stderr}` }),
    )
  })
}
