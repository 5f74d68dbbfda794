import type { Server } from 'node:http'
import { createServer } from 'node:http'
import express from 'express'
import { http, passthrough } from 'msw'
import { setupServer } from 'msw/node'
import supertest from 'supertest'
import { afterAll, beforeAll, describe } from 'vitest'
import { middleware } from '../../src/express.js'
import { createEmulator, type EmulatorOptions, type LocalEmulator } from '../../src/index.js'
import { handlers } from '../../src/msw.js'
import { type Actors, actorsOf } from './actors.js'

export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The parsed JSON; empty when there is none. */
  readonly body: Readonly<Record<string, unknown>>
  readonly text: string
}

export interface Sending {
  readonly headers?: Readonly<Record<string, string>>
  /** An object is sent as JSON, text and form data as they are. */
  readonly body?: object | string | URLSearchParams
}

/** One emulator of its own behind one door. The getters serve inside tests and hooks. */
export interface Host {
  /** The address that a path is put behind; the start of every URL in an answer. */
  readonly origin: string
  readonly emulator: LocalEmulator
  readonly control: LocalEmulator['control']
  /** What the fixture names, and tokens for it. */
  readonly actors: Actors
  request(method: string, path: string, sending?: Sending): Promise<Answer>
}

interface OpenDoor {
  readonly origin: string
  send(method: string, url: string, headers: Record<string, string>, body: string | undefined): Promise<Answer>
  close(): Promise<void> | void
}

const doors: Readonly<Record<string, (emulator: LocalEmulator) => Promise<OpenDoor>>> = {
  node: openNode,
  express: openExpress,
  msw: openMsw,
}

/** Which doors are tried: all of them, unless GRAPHVERSE_TEST_HOSTS names some. */
const tried = Object.entries(doors).filter(
  ([name]) => process.env.GRAPHVERSE_TEST_HOSTS?.split(',').includes(name) ?? true,
)

/**
 * Runs one suite behind every door: the node listener, the mounted Express middleware (under a prefix and behind body
 * parsers) and MSW, each with a fresh emulator in memory.
 */
export function describeHosts(title: string, suite: (host: Host) => void, options: EmulatorOptions = {}): void {
  describe.each(tried)(`${title} (%s)`, (_, open) => {
    let opened: { emulator: LocalEmulator; door: OpenDoor } | undefined
    const current = () => {
      if (!opened) throw new Error('the host is there inside tests and hooks only')
      return opened
    }
    beforeAll(async () => {
      const emulator = await createEmulator(options)
      opened = { emulator, door: await open(emulator) }
    })
    afterAll(async () => {
      await opened?.door.close()
      await opened?.emulator.close()
    })
    suite({
      get origin() {
        return current().door.origin
      },
      get emulator() {
        return current().emulator
      },
      get control() {
        return current().emulator.control
      },
      get actors() {
        const { emulator, door } = current()
        const postForm = async (path: string, body: URLSearchParams) =>
          (await sendTo(door, 'POST', path, { body })).body
        return actorsOf(emulator.control.info(door.origin), door.origin, postForm)
      },
      request: (method, path, sending) => sendTo(current().door, method, path, sending),
    })
  })
}

async function sendTo(door: OpenDoor, method: string, path: string, { headers = {}, body }: Sending = {}) {
  const url = /^https?:/.test(path) ? path : `${door.origin}${path}`
  return door.send(method, url, { ...contentType(body), ...headers }, textOf(body))
}

function contentType(body: Sending['body']): Record<string, string> {
  if (body === undefined || typeof body === 'string') return {}
  return {
    'content-type': body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : 'application/json',
  }
}

function textOf(body: Sending['body']): string | undefined {
  if (body === undefined || typeof body === 'string') return body
  return body instanceof URLSearchParams ? body.toString() : JSON.stringify(body)
}

async function openNode(emulator: LocalEmulator): Promise<OpenDoor> {
  const { http } = await emulator.listen({ port: 0 })
  return { origin: http, send: sendBySupertest(http), close: () => undefined }
}

async function openExpress(emulator: LocalEmulator): Promise<OpenDoor> {
  // The app decides how long a form or a URL may become before the emulator sees it.
  const parsers = [express.json(), express.urlencoded({ extended: false, limit: '4mb', parameterLimit: 200_000 })]
  const server = createServer({ maxHeaderSize: 65_536 }, express().use('/mounted', ...parsers, middleware(emulator)))
  const origin = `${await listening(server)}/mounted`
  return {
    origin,
    send: sendBySupertest(new URL(origin).origin),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function openMsw(emulator: LocalEmulator): Promise<OpenDoor> {
  // Receivers of notifications, which tests open on this machine.
  const elsewhere = http.post(/^http:\/\/127\.0\.0\.1:\d+\//, () => passthrough())
  const server = setupServer(...handlers(emulator), elsewhere)
  server.listen({ onUnhandledRequest: 'error' })
  return { origin: 'http://localhost:4400', send: sendByFetch, close: () => server.close() }
}

function listening(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
    })
  })
}

function sendBySupertest(origin: string): OpenDoor['send'] {
  return async (method, url, headers, body) => {
    const path = url.startsWith(origin) ? url.slice(origin.length) : url
    const request = supertest(origin)[METHODS[method] ?? 'get'](path).redirects(0).set(headers)
    // The text as it came: superagent would read some types and not others.
    const { status, headers: answered, text } = await request.buffer(true).parse(readText).send(body)
    return answerOf(status, answered, text ?? '')
  }
}

const METHODS: Readonly<Record<string, 'get' | 'post' | 'patch' | 'put' | 'delete' | 'head' | 'options'>> = {
  POST: 'post',
  PATCH: 'patch',
  PUT: 'put',
  DELETE: 'delete',
  HEAD: 'head',
  OPTIONS: 'options',
}

function readText(response: supertest.Response, done: (error: Error | null, body: string) => void): void {
  let text = ''
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    text += chunk
  })
  response.on('end', () => {
    response.text = text
    done(null, text)
  })
}

async function sendByFetch(
  method: string,
  url: string,
  headers: Record<string, string>,
  body: string | undefined,
): Promise<Answer> {
  const response = await fetch(url, { method, headers, redirect: 'manual', ...(body !== undefined && { body }) })
  return answerOf(response.status, Object.fromEntries(response.headers), await response.text())
}

function answerOf(status: number, headers: Answer['headers'], text: string): Answer {
  const isJson = text !== '' && headers['content-type']?.includes('json')
  return { status, headers, text, body: isJson ? (JSON.parse(text) as Answer['body']) : {} }
}
