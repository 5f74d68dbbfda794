import { Agent, request as httpRequest } from 'node:http'

export interface Shot {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

const CONNECTIONS = 4
const agents = new Map<string, Agent>()

/** Sends one request to a server on loopback and reads the answer whole. */
export function shoot(port: number, shot: Shot): Promise<Answer> {
  const key = String(port)
  const agent = agents.get(key) ?? new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  agents.set(key, agent)
  return new Promise((resolve, reject) => {
    const headers =
      shot.body === undefined
        ? shot.headers
        : { ...shot.headers, 'content-length': String(Buffer.byteLength(shot.body)) }
    const outgoing = httpRequest(
      { host: '127.0.0.1', port, agent, method: shot.method, path: shot.path, headers },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const answered = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])
          resolve({
            status: incoming.statusCode ?? 0,
            headers: Object.fromEntries(answered),
            body: Buffer.concat(chunks),
          })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(shot.body)
  })
}

/** Sends `count` requests over a few kept connections and fails on the first answer that is not `expected`. */
export async function fire(
  port: number,
  shotAt: (index: number) => Shot,
  count: number,
  expected: number,
): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < count) {
      const { status, body } = await shoot(port, shotAt(next++))
      if (status !== expected) throw new Error(`expected ${expected}, got ${status}: ${body.toString().slice(0, 200)}`)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, worker))
}

export function closeConnections(): void {
  for (const agent of agents.values()) agent.destroy()
  agents.clear()
}
