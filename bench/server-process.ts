import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface ServerProcess {
  readonly port: number
  readonly pid: number
  /** Milliseconds from spawn to the ready line. */
  readonly startedIn: number
  stop(): Promise<void>
}

/** Starts a node program and resolves when it prints `ready {…}`; the JSON names `port`, or `http`, and `pid`. */
export async function startServer(argv: readonly string[]): Promise<ServerProcess> {
  const started = performance.now()
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ready = await readyLine(child)
  const port = ready.port ?? Number(new URL(ready.http ?? '').port)
  return {
    port,
    pid: ready.pid,
    startedIn: performance.now() - started,
    stop: async () => {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** Starts the built command with its store in a folder. */
export function startEmulator(data: string, fixture?: string): Promise<ServerProcess> {
  const seed = fixture === undefined ? [] : ['--fixture', fixture]
  return startServer(['dist/graphverse.js', 'start', '--port', '0', '--data', data, ...seed, '--log', 'error'])
}

interface Ready {
  readonly port?: number
  readonly http?: string
  readonly pid: number
}

function readyLine(child: ChildProcess): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const line = /^ready (\{.*\})$/m.exec(text)?.[1]
      if (line) resolve(JSON.parse(line) as Ready)
    })
    child.on('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready:\n${text}`)))
  })
}
