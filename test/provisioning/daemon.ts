import { expect } from 'vitest'
import type { Reply, Rulebook } from './rulebook.js'
import { rootUnit } from './rulebook-rows.js'

type Json = Record<string, unknown>

/** The app of the fixture that has no row anywhere yet. */
export class Daemon {
  readonly #book: () => Rulebook

  constructor(book: () => Rulebook) {
    this.#book = book
  }

  get app() {
    const app = this.#book().tenant.apps.find(({ key }) => key === 'daemon')
    if (!app) throw new Error('the fixture has no daemon')
    return app
  }

  /** Its application user; undefined members where there is none. */
  async row(environment = 'p'): Promise<Json> {
    const rows = await this.#book().rows(environment, `applicationid eq ${this.app.clientId}`)
    return rows[0] ?? {}
  }

  /** Makes its application user and answers with the row. */
  async enter(environment = 'p'): Promise<Json> {
    const reply = await addApplicationUser(this.#book(), this.app.clientId, {}, environment)
    expect(reply.status, reply.text).toBe(204)
    return this.row(environment)
  }

  /** A Web API call with its own token. */
  async call(path: string, method = 'GET', body?: object, environment = 'p'): Promise<Reply> {
    const { clientId, clientSecret } = this.app
    const token = await this.#book().token({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret ?? '',
      scope: 'http://localhost:4400/.default',
    })
    const as = { token: String(token.body.access_token) }
    return this.#book().dataverse(environment, method, path, body, as, { Prefer: 'return=representation' })
  }
}

/** POST systemusers with an application id and the root business unit. */
export async function addApplicationUser(
  book: Rulebook,
  applicationid: string,
  columns: object = {},
  environment = 'p',
): Promise<Reply> {
  const bound = { 'businessunitid@odata.bind': `/businessunits(${await rootUnit(book, environment)})` }
  return book.dataverse(environment, 'POST', '/systemusers', { applicationid, ...bound, ...columns })
}

/** PATCH systemusers. */
export function patchUser(book: Rulebook, systemuserid: unknown, columns: object): Promise<Reply> {
  return book.dataverse('p', 'PATCH', `/systemusers(${systemuserid})`, columns)
}

/** Registers applications and answers with their client ids. */
export async function register(book: Rulebook, count: number): Promise<string[]> {
  const made: string[] = []
  for (let at = 0; at < count; at++) {
    const { appId } = await book.directory('POST', '/applications', { displayName: `Job ${at}` })
    made.push(String(appId))
  }
  return made
}
