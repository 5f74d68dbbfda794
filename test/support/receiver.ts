import { createServer, type IncomingMessage, type Server } from 'node:http'

/** A call that reached the receiver. */
export interface ReceivedCall {
  readonly path: string
  readonly contentType: string
  readonly body: string
}

/** A notification, as far as tests look at it. */
export interface Notice {
  readonly subscriptionId: string
  readonly changeType: string
  readonly resource: string
  readonly lifecycleEvent?: string
  readonly clientState: string | null
  readonly resourceData: { readonly id: string; readonly 'members@delta'?: readonly object[] }
}

/** What the receiver does with notifications: a status, or no answer at all. */
type Reaction = number | 'silence'

/** A server on this machine that takes change notifications, and sends validation tokens back as it should. */
export async function openReceiver() {
  let calls: ReceivedCall[] = []
  let reactions: Reaction[] = []
  let arrival: (() => void) | undefined
  let token: (given: string) => { status: number; text: string; type: string } = plain
  const server = createServer(async (request, response) => {
    const body = await textOf(request)
    const path = request.url ?? ''
    arrival?.()
    calls.push({ path, contentType: request.headers['content-type'] ?? '', body })
    const given = new URL(path, 'http://localhost').searchParams.get('validationToken')
    const { status, text, type } = given === null ? { ...taken, status: reactions.shift() ?? 202 } : token(given)
    if (status !== 'silence') response.writeHead(status, { 'content-type': type }).end(text)
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}/notify`,
    get calls(): readonly ReceivedCall[] {
      return calls
    },
    /** The notices of every call that brought some. */
    get batches(): readonly (readonly Notice[])[] {
      return calls.filter(({ body }) => body !== '').map(({ body }) => JSON.parse(body).value)
    },
    /** What the next notifications get; afterwards 202 again. */
    react(...next: readonly Reaction[]) {
      reactions = [...next]
    },
    /** Resolves when the next call has arrived. */
    arrived: () =>
      new Promise<void>((resolve) => {
        arrival = resolve
      }),
    /** Leaves those without an answer who still wait for one. */
    hangUp: () => server.closeAllConnections(),
    /** What validation tokens get. */
    answerToken(answer: typeof token) {
      token = answer
    },
    forget() {
      calls = []
      reactions = []
      token = plain
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const taken = { text: '', type: 'text/plain' }

function plain(text: string) {
  return { status: 200, text, type: 'text/plain; charset=utf-8' }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
