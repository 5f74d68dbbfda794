import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FixtureSource } from '../compose-emulator.js'

/** A fixture that cannot be read: no such file, or no JSON in it. */
class FixtureUnreadable extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FixtureUnreadable'
  }
}

const BUNDLED_NAME = /^[a-z0-9-]+$/
/** The bundled fixture that is known to be without fault. */
const PROVEN = 'contoso'

/**
 * The fixture in a file, which is read when asked for: `contoso` is a bundled one, everything else a path.
 * Reading it throws `FixtureUnreadable` naming the file and the mend.
 */
export function fixtureFile(nameOrPath: string): FixtureSource {
  const path = pathOf(nameOrPath)
  return { isProven: path === bundledPath(PROVEN), read: () => readFixtureFile(path) }
}

function readFixtureFile(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new FixtureUnreadable(`The fixture ${path} cannot be read: give the path of a JSON file, or "contoso".`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new FixtureUnreadable(`The fixture ${path} is not JSON: ${reason}.`)
  }
}

function pathOf(nameOrPath: string): string {
  const bundled = bundledPath(nameOrPath)
  return BUNDLED_NAME.test(nameOrPath) && existsSync(bundled) ? bundled : resolve(nameOrPath)
}

function bundledPath(name: string): string {
  return join(packageFolder(), 'fixtures', `${name}.json`)
}

/** The folder of this package: sources and bundles lie at different depths below it. */
function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'fixtures/contoso.json')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}
