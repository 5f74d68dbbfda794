import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint, projectRoot } from './project.mjs'

const BUILD_INPUTS = ['src', 'openapi', 'fixtures', 'scripts', 'package.json', 'package-lock.json']
const BUILD_STAMP = join(projectRoot, 'dist/.stamp')

/** Installs the locked dependencies, development ones included, unless they all stand in node_modules already. */
export function installMissing() {
  if (isInstalled()) return
  // Where a registry lacks packages for other platforms, the strict form fails and the other does not.
  if (npm('ci') !== 0 && npm('install', '--no-save') !== 0) {
    process.stderr.write('Installing the dependencies failed; run `npm install --include=dev` to see why.\n')
    process.exit(1)
  }
}

/** Bundles the sources into dist/ unless what stands there was made from the very same files. */
export async function buildStale() {
  const wanted = fingerprint(BUILD_INPUTS)
  if (existsSync(BUILD_STAMP) && readFileSync(BUILD_STAMP, 'utf8') === wanted) return
  const { buildCode } = await import('./build.mjs')
  await buildCode()
  writeFileSync(BUILD_STAMP, wanted)
}

/** True when every package of the lockfile that this machine needs is installed in its locked version. */
function isInstalled() {
  const installed = readPackages('node_modules/.package-lock.json')
  const wanted = readPackages('package-lock.json')
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      path === '' || optional || link || (installed[path]?.version === version && existsSync(join(projectRoot, path))),
  )
}

function readPackages(lockfile) {
  try {
    return JSON.parse(readFileSync(join(projectRoot, lockfile), 'utf8')).packages
  } catch {
    return {}
  }
}

/** Runs npm with its output on standard error: standard output belongs to the command that needs the packages. */
function npm(...command) {
  const argv = [...command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const options = { cwd: projectRoot, stdio: ['ignore', 2, 2] }
  const cli = process.env.npm_execpath
  const { status } = cli?.endsWith('npm-cli.js')
    ? spawnSync(process.execPath, [cli, ...argv], options)
    : spawnSync('npm', argv, { ...options, shell: process.platform === 'win32' })
  return status
}
