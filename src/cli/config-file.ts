import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONFIG_FILE } from './resolve-options.js'
import { UsageError } from './usage-error.js'

/** Reads `graphverse.config.json` of a folder; empty when there is none. */
export function readConfigFile(folder: string): Readonly<Record<string, unknown>> {
  let text: string
  try {
    text = readFileSync(join(folder, CONFIG_FILE), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw new UsageError(`${CONFIG_FILE} cannot be read: ${describe(error)}.`)
  }
  const value = parse(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new UsageError(`${CONFIG_FILE} must hold a JSON object of options, such as {"port": 4400}.`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${CONFIG_FILE} is not JSON: ${describe(error)}.`)
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
