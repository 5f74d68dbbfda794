import { readConfigFile } from './config-file.js'
import type { StartOptions } from './option-table.js'
import { resolveOptions } from './resolve-options.js'

/** What a command line says, by option name. */
export type Flags = Readonly<Record<string, string | undefined>>

/**
 * The options that hold for a command line in this process's environment and working folder.
 * @throws UsageError naming the first value that is not possible.
 */
export function readOptions(flags: Flags): StartOptions {
  return resolveOptions({ flags, environment: process.env, file: readConfigFile(process.cwd()) })
}
