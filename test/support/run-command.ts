import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

/** What the ready line says. */
export interface ReadyLine {
  readonly http: string
  readonly https: string
  readonly proxy: string
  readonly caFile: string | null
  readonly pid: number
}

export interface Ended {
  readonly status: number | null
  readonly output: string
  readonly errors: string
}

export interface Running {
  readonly ready: ReadyLine
  /** Everything printed on standard output before the ready line. */
  readonly summary: string
  readonly child: ChildProcess
  /** Sends a signal and resolves with how the process ended, and after how many milliseconds. */
  stop(signal?: NodeJS.Signals): Promise<Ended & { readonly took: number }>
}

export interface CommandSurroundings {
  readonly cwd: string
  readonly environment?: Readonly<Record<string, string>>
  /** KiB beyond which no file grows, as on a full disk. */
  readonly largestFile?: number
}

const COMMAND = resolve('dist/graphverse.js')

/** Runs the built command to its end. */
export async function runCommand(argv: readonly string[], surroundings: CommandSurroundings): Promise<Ended> {
  const { ended } = launch(argv, surroundings)
  return ended
}

/** Runs the built command until it says that it is ready. Rejects when it ends before. */
export async function startCommand(argv: readonly string[], surroundings: CommandSurroundings): Promise<Running> {
  const { child, ended, output } = launch(argv, surroundings)
  const line = await Promise.race([
    readyLine(child, output),
    ended.then(({ errors }) => Promise.reject(new Error(errors))),
  ])
  return {
    ready: line.ready,
    summary: line.summary,
    child,
    async stop(signal = 'SIGTERM') {
      const started = performance.now()
      child.kill(signal)
      return { ...(await ended), took: performance.now() - started }
    },
  }
}

function launch(argv: readonly string[], { cwd, environment = {}, largestFile }: CommandSurroundings) {
  const { PATH = '' } = process.env
  // Ignored, the signal becomes the error that a full disk gives.
  const limited = ['bash', '-c', `trap '' XFSZ; ulimit -f ${largestFile}; exec "$@"`, 'bash']
  const [command = '', ...rest] = [...(largestFile ? limited : []), process.execPath, COMMAND, ...argv]
  const child = spawn(command, rest, { cwd, env: { PATH, ...environment } })
  const printed = { output: '', errors: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    printed.output += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    printed.errors += chunk.toString()
  })
  const ended = once(child, 'close').then(([status]): Ended => ({ status, ...printed }))
  return { child, ended, output: () => printed.output }
}

function readyLine(child: ChildProcess, output: () => string): Promise<{ ready: ReadyLine; summary: string }> {
  return new Promise((resolve) => {
    child.stdout?.on('data', () => {
      const found = /^ready (\{.*\})$/m.exec(output())
      if (found?.[1]) resolve({ ready: JSON.parse(found[1]) as ReadyLine, summary: output().slice(0, found.index) })
    })
  })
}
