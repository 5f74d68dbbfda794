#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { ca } from './ca.js'
import { env } from './env.js'
import { type OptionRow, optionTable } from './option-table.js'
import { shells } from './shells.js'
import { start } from './start.js'

const USAGE = 2
const FAILURE = 1
/** Errors that are about what the user wrote, on the command line or in a fixture. */
const USERS_OWN = new Set(['UsageError', 'FixtureUnreadable', 'FixtureRefused'])

await run(process.argv)

async function run(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync(argv)
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return
    process.stderr.write(`graphverse: ${describe(error)}\n`)
    process.exit(isUsersOwn(error) ? USAGE : FAILURE)
  }
}

function program(): Command {
  const command = new Command('graphverse')
    .description(manifest.description)
    .version(manifest.version)
    .addHelpText('after', '\n"graphverse start --help" shows the options.')
    .exitOverride()
    .configureOutput({ outputError: () => {} })
  const starting = command
    .command('start', { isDefault: true })
    .description('serve until told to stop (what happens without a command, too)')
    .action(start)
  offer(starting, Object.values(optionTable))
  const telling = command
    .command('ca')
    .description('tell where the certificate authority is and how to trust it; makes it if there is none')
    .option('--json', 'one line of JSON instead of text')
    .action(ca)
  offer(telling, [optionTable.data, optionTable.hostnames])
  const printing = command
    .command('env')
    .description("print the variables with which a shell's programs reach a running emulator under Microsoft's names")
    .option('--shell <kind>', `whose language to print: ${Object.keys(shells).join(', ')}`)
    .option('--tenant <key>', 'the key or id of the tenant (default: the first)')
    .action(env)
  const { port, host, hostnames, data, controlToken } = optionTable
  offer(printing, [port, host, hostnames, data, controlToken])
  return command
}

/** Lets a command take options of the table. */
function offer(command: Command, options: readonly OptionRow<unknown>[]): void {
  for (const { flag, meaning, variables, fallback } of options) {
    const byDefault = fallback()
    const more = [
      ...(byDefault === undefined || String(byDefault) === '' ? [] : [`default ${byDefault}`]),
      variables.map(({ name }) => name).join(', '),
    ]
    command.option(flag, `${meaning} (${more.join('; ')})`)
  }
}

function isUsersOwn(error: unknown): boolean {
  return error instanceof CommanderError || (error instanceof Error && USERS_OWN.has(error.name))
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof CommanderError) return withMend(error.message)
  if (!('pointer' in error)) return error.message
  return `${error.pointer === '' ? 'the fixture' : `the fixture at ${error.pointer}`}: ${error.message}`
}

/** Commander begins with "error:", adds its guess on a line of its own, and does not say where to look. */
function withMend(message: string): string {
  const complaint = message
    .replace(/^error: /, '')
    .replaceAll('\n', ' ')
    .replace(/\.$/, '')
  const command = process.argv.slice(2, 3).find((word) => word === 'ca' || word === 'env') ?? 'start'
  return `${complaint}: "graphverse ${command} --help" shows what is possible.`
}
