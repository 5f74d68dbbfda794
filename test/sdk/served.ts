import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface Ready {
  readonly http: string
  readonly https: string
  readonly proxy: string
  readonly caFile: string
  readonly pid: number
}

export interface Served {
  readonly ready: Ready
  /** Runs a program of `test/sdk/programs` as its own process that trusts the emulator's authority; answers with what it printed. */
  run(program: string): Promise<unknown>
  stop(): Promise<void>
}

const run = promisify(execFile)

/** Starts the built command on a free port, the way a user does. */
export async function serve(options: readonly string[] = []): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'graphverse-sdk-'))
  const argv = ['dist/graphverse.js', 'start', '--port', '0', '--data', folder, '--log', 'error', ...options]
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ready = await readyOf(child)
  return {
    ready,
    run: async (program) => {
      const env = {
        ...process.env,
        NODE_EXTRA_CA_CERTS: ready.caFile,
        GRAPHVERSE_URL: ready.http,
        GRAPHVERSE_HTTPS: ready.https,
      }
      const { stdout } = await run(process.execPath, [`test/sdk/programs/${program}.mjs`], { env })
      return JSON.parse(stdout) as unknown
    },
    stop: async () => {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function readyOf(child: ChildProcess): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const line = /^ready (\{.*\})$/m.exec(printed)?.[1]
      if (line) resolve(JSON.parse(line) as Ready)
    })
    child.on('exit', (code) => reject(new Error(`the emulator ended with ${code}:\n${printed}`)))
  })
}
