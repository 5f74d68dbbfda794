import { isOpenDoor } from '../hosts/open-door.js'
import { type OptionRow, optionTable, type StartOptions } from './option-table.js'
import { UsageError } from './usage-error.js'

export interface OptionSources {
  /** What the command line says, by option name. */
  readonly flags: Readonly<Record<string, string | undefined>>
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The parsed `graphverse.config.json`; empty when there is none. */
  readonly file: Readonly<Record<string, unknown>>
}

interface Said {
  readonly text: string
  /** Who said it, for the complaint: `--port`, `GRAPHVERSE_PORT`, `"port" in graphverse.config.json`. */
  readonly by: string
}

/**
 * Settles every option: command line, then environment, then configuration file, then default.
 * @throws UsageError naming the first value that is not possible, and what would be.
 */
export function resolveOptions(sources: OptionSources): StartOptions {
  const names = Object.keys(optionTable)
  const unknown = Object.keys(sources.file).find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw new UsageError(`"${unknown}" in ${CONFIG_FILE} is no option; it may name ${names.join(', ')}.`)
  const settled = Object.entries(optionTable).map(([name, option]) => [name, settle(name, option, sources)])
  const options = Object.fromEntries(settled) as StartOptions
  refuseOpenDoor(options)
  return options
}

/** The file in the working folder that may hold options. */
export const CONFIG_FILE = 'graphverse.config.json'

function settle(name: string, option: OptionRow<unknown>, sources: OptionSources): unknown {
  const said = saidBy(name, option, sources)
  if (!said) return option.fallback()
  const value = option.read(said.text)
  if (value === undefined) throw new UsageError(`${said.by} must be ${option.possible}, not "${said.text}".`)
  return value
}

function saidBy(
  name: string,
  { flag, variables, possible }: OptionRow<unknown>,
  { flags, environment, file }: OptionSources,
): Said | undefined {
  const typed = flags[name]
  if (typed !== undefined) return { text: typed, by: flag.split(' ')[0] ?? flag }
  for (const { name: variable, only } of variables) {
    const text = environment[variable]
    // Compose files and shells set variables to nothing to unset them.
    if (text !== undefined && text !== '' && (only?.(text) ?? true)) return { text, by: variable }
  }
  const configured = file[name]
  if (configured === undefined) return undefined
  const by = `"${name}" in ${CONFIG_FILE}`
  const text = textOf(configured)
  if (text === undefined) throw new UsageError(`${by} must be ${possible}, not ${JSON.stringify(configured)}.`)
  return { text, by }
}

/** What a value of the configuration file would be on the command line; undefined when it could not stand there. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.join(',') : undefined
}

/** Without any check of callers, an address that others reach needs at least a guard at the door. */
function refuseOpenDoor(options: StartOptions): void {
  if (!isOpenDoor(options)) return
  throw new UsageError(
    `--auth off lets anybody who reaches ${options.host} do anything: bind 127.0.0.1 with --host, or set --hostnames or --control-token.`,
  )
}
