import { expect } from 'vitest'
import type { LocalEmulator } from '../../src/index.js'
import type { StagedCase } from './golden-cases.js'
import { nameOf, STUB_ID } from './golden-tenant.js'

const ORIGIN = 'http://localhost:4400'

/** Cases of the eligibility decision staged in one emulator, and what is asked of it over HTTP. */
export class Stage {
  readonly #emulator: LocalEmulator
  readonly #cases: readonly StagedCase[]
  readonly #tokens = new Map<string, string>()

  constructor(emulator: LocalEmulator, cases: readonly StagedCase[]) {
    this.#emulator = emulator
    this.#cases = cases
  }

  /** Everything as the fixture says, less what the cases want gone for good. */
  async reset(): Promise<void> {
    await this.#emulator.control.reset()
    for (const golden of this.#cases) {
      const { id, tenant } = this.#place(golden)
      const path = `/v1.0/directory/deletedItems/${id}`
      if (golden[1].directoryState === 'hardDeleted')
        await this.send(golden, 'DELETE', path, { as: tenant.users[0]?.id })
      if (golden[1].isCreator) await this.#dropRow(golden)
    }
  }

  async #dropRow(golden: StagedCase): Promise<void> {
    const { systemuserid } = (await this.row(golden)) ?? {}
    const path = `/environments/${nameOf(golden)}/api/data/v9.2/systemusers(${systemuserid})`
    expect((await this.send(golden, 'DELETE', path)).status).toBe(204)
    expect(await this.row(golden)).toBeUndefined()
  }

  /** Whom the case is about: a directory user, or a stub by the id of its row. */
  userIdOf(golden: StagedCase): string {
    return golden[1].row === 'stub' ? STUB_ID : this.#place(golden).id
  }

  /** Runs a background cycle; answers with what it decided about the case. */
  async sync(golden: StagedCase) {
    return (await this.decisions(golden))[0]
  }

  /** All that a background cycle decides about the user of a case. */
  async decisions(golden: StagedCase) {
    const { environments } = await this.#emulator.control.sync({ environment: nameOf(golden) })
    return environments[0]?.decisions.filter(({ userId }) => userId === this.userIdOf(golden)) ?? []
  }

  /** How many rows of the case's environment a background cycle changes. */
  async counts(golden: StagedCase) {
    const { environments } = await this.#emulator.control.sync({ environment: nameOf(golden), decisions: 'changed' })
    return environments[0]
  }

  /** Adds the user through the admin API, as a Global Administrator. */
  addUser(golden: StagedCase): Promise<Response> {
    const path = `/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments/${nameOf(golden)}/addUser`
    return this.send(golden, 'POST', path, {
      as: this.#administrator(golden),
      body: { ObjectId: this.userIdOf(golden) },
    })
  }

  /** The user's row as a System Administrator reads it. */
  async row(golden: StagedCase): Promise<Record<string, unknown> | undefined> {
    const columns = 'isdisabled,accessmode,islicensed,setupuser,disabledreason,issyncwithdirectory,versionnumber'
    const key = golden[1].row === 'stub' ? 'systemuserid' : 'azureactivedirectoryobjectid'
    const query = `$select=${columns}&$filter=${key} eq ${this.userIdOf(golden)}`
    const response = await this.dataverse(golden, `systemusers?${query}`)
    const { value } = (await response.json()) as { value: Record<string, unknown>[] }
    return value[0]
  }

  async dataverse(golden: StagedCase, path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(golden, 'GET', `/environments/${nameOf(golden)}/api/data/v9.2/${path}`, { headers })
  }

  /** Sends as the app that administers every environment, or as a user. */
  async send(
    golden: StagedCase,
    method: string,
    path: string,
    { as, headers = {}, body }: { as?: string | undefined; headers?: Record<string, string>; body?: object } = {},
  ): Promise<Response> {
    const { tenant } = this.#place(golden)
    const token = await this.#token(
      tenant.id,
      as === undefined ? { app: tenant.apps[0]?.clientId ?? '' } : { user: as },
    )
    return this.#emulator.fetch(
      new Request(`${ORIGIN}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        ...(body && { body: JSON.stringify(body) }),
      }),
    )
  }

  #administrator(golden: StagedCase): string | undefined {
    return this.#place(golden).tenant.users.find(({ purpose }) => purpose === 'global-administrator')?.id
  }

  #place(golden: StagedCase) {
    for (const tenant of this.#emulator.control.info(ORIGIN).tenants) {
      const user = tenant.users.find(({ key }) => key === nameOf(golden))
      if (user) return { tenant, id: user.id }
    }
    throw new Error(`${golden[0]} is not staged`)
  }

  async #token(tenantId: string, holder: { user: string } | { app: string }): Promise<string> {
    const key = `${tenantId}${JSON.stringify(holder)}`
    const scope = 'user' in holder ? `${ORIGIN}/User.DeleteRestore.All` : `${ORIGIN}/.default`
    const known =
      this.#tokens.get(key) ??
      (await this.#emulator.control.tokens({ tenantId, ...holder, scope }, ORIGIN)).access_token
    this.#tokens.set(key, known)
    return known
  }
}
