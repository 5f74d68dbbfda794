import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A server of its own process over a data folder, with a token that may do everything in its first tenant. */
export interface ServedProcess {
  readonly url: string
  readonly token: string
  /** `kill -9`: resolves when the process is gone. */
  kill(): Promise<void>
}

interface Info {
  readonly tenants: readonly {
    readonly id: string
    readonly defaultDomain: string
    readonly apps: readonly { readonly purpose?: string; readonly clientId: string; readonly clientSecret: string }[]
  }[]
}

/** Starts the built command and resolves when it is ready. Rejects with what it said when it ends before that. */
export async function startServed(data: string): Promise<ServedProcess> {
  const child = spawn(process.execPath, [
    'dist/graphverse.js',
    'start',
    '--port',
    '0',
    '--data',
    data,
    '--log',
    'error',
  ])
  const ended = once(child, 'exit')
  const { http: url } = await readyLine(child)
  return {
    url,
    token: await tokenFrom(url),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function readyLine(child: ChildProcess): Promise<{ http: string }> {
  let complaints = ''
  child.stderr?.on('data', (chunk) => {
    complaints += chunk
  })
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith('ready ')) continue
      child.stdout.resume()
      return JSON.parse(line.slice('ready '.length))
    }
  }
  throw new Error(`the server ended before it was ready: ${complaints}`)
}

async function tokenFrom(url: string): Promise<string> {
  const info = await answer<Info>(await fetch(`${url}/_emulator/info`))
  const [tenant] = info.tenants
  const app = tenant?.apps.find(({ purpose }) => purpose === 'all-permissions')
  if (!tenant || !app) throw new Error('the first tenant has no app with all permissions')
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  })
  const response = await fetch(`${url}/${tenant.id}/oauth2/v2.0/token`, { method: 'POST', body: form })
  return (await answer<{ access_token: string }>(response)).access_token
}

/** The JSON of a successful answer. */
export async function answer<Body>(response: Response): Promise<Body> {
  if (!response.ok) throw new Error(`${response.status} from ${response.url}: ${await response.text()}`)
  return response.json() as Promise<Body>
}
