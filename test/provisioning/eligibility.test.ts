import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ruleSentence } from '../../src/domain/provisioning/rulebook/rule-sentence.js'
import { createEmulator, type LocalEmulator } from '../../src/index.js'
import { GOLDEN_CASES, type GoldenCase, type Outcome } from './golden-cases.js'
import { goldenFixture, nameOf, STUB_ID } from './golden-tenant.js'

const ORIGIN = 'http://localhost:4400'

/** The golden cases staged in one emulator, and what is asked of it over HTTP. */
class Stage {
  readonly #emulator: LocalEmulator
  readonly #tokens = new Map<string, string>()

  constructor(emulator: LocalEmulator) {
    this.#emulator = emulator
  }

  /** Everything as the fixture says, less what the cases want gone for good. */
  async reset(): Promise<void> {
    await this.#emulator.control.reset()
    for (const golden of GOLDEN_CASES) {
      const { id, tenant } = this.#place(golden)
      const path = `/v1.0/directory/deletedItems/${id}`
      if (golden[1].directoryState === 'hardDeleted')
        await this.send(golden, 'DELETE', path, { as: tenant.users[0]?.id })
      if (golden[1].isCreator) await this.#dropRow(golden)
    }
  }

  async #dropRow(golden: GoldenCase): Promise<void> {
    const { systemuserid } = (await this.row(golden)) ?? {}
    const path = `/environments/${nameOf(golden)}/api/data/v9.2/systemusers(${systemuserid})`
    expect((await this.send(golden, 'DELETE', path)).status).toBe(204)
    expect(await this.row(golden)).toBeUndefined()
  }

  /** Whom the case is about: a directory user, or a stub by the id of its row. */
  userIdOf(golden: GoldenCase): string {
    return golden[1].row === 'stub' ? STUB_ID : this.#place(golden).id
  }

  async sync(golden: GoldenCase) {
    const { environments } = await this.#emulator.control.sync({ environment: nameOf(golden) })
    return environments[0]?.decisions.find(({ userId }) => userId === this.userIdOf(golden))
  }

  /** The user's row as a System Administrator reads it. */
  async row(golden: GoldenCase): Promise<Record<string, unknown> | undefined> {
    const columns = 'isdisabled,accessmode,islicensed,setupuser,disabledreason,issyncwithdirectory'
    const key = golden[1].row === 'stub' ? 'systemuserid' : 'azureactivedirectoryobjectid'
    const query = `$select=${columns}&$filter=${key} eq ${this.userIdOf(golden)}`
    const response = await this.dataverse(golden, `systemusers?${query}`)
    const { value } = (await response.json()) as { value: Record<string, unknown>[] }
    return value[0]
  }

  async dataverse(golden: GoldenCase, path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(golden, 'GET', `/environments/${nameOf(golden)}/api/data/v9.2/${path}`, { headers })
  }

  /** Sends as the app that administers every environment, or as a user. */
  async send(
    golden: GoldenCase,
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

  /** A user who administers the tenant. */
  administrator(golden: GoldenCase): string | undefined {
    return this.#place(golden).tenant.users.find(({ purpose }) => purpose === 'global-administrator')?.id
  }

  #place(golden: GoldenCase) {
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

const AS_A_STUB_IS = { islicensed: false, issyncwithdirectory: false, disabledreason: null }

async function expectRow(stage: Stage, golden: GoldenCase, outcome: Outcome): Promise<void> {
  // Without a database there is nothing to read.
  if (golden[1].hasDatabase === false) return
  const row = await stage.row(golden)
  if ('standing' in outcome) expect(row).toMatchObject({ isdisabled: false, ...outcome.standing })
  else if (outcome.row === 'absent') expect(row).toBeUndefined()
  else if (outcome.row === 'untouched') expect(row).toMatchObject({ isdisabled: true, ...AS_A_STUB_IS })
  else expect(row).toMatchObject({ isdisabled: true, disabledreason: outcome.reason })
}

function onDemand([, , background, outcome]: GoldenCase): Outcome {
  return outcome === 'same' ? background : outcome
}

describe('who gets into an environment', () => {
  let emulator: LocalEmulator
  let stage: Stage
  const cases = GOLDEN_CASES.map((golden) => [`${golden[0]} ${ruleSentence(golden[0])}`, golden] as const)

  beforeAll(async () => {
    emulator = await createEmulator({ fixture: goldenFixture() })
    stage = new Stage(emulator)
  })
  afterAll(() => emulator.close())

  describe('in the background', () => {
    beforeAll(() => stage.reset())

    it.each(cases)('%s', async (_, golden) => {
      const decision = await stage.sync(golden)
      const [, , outcome] = golden
      await expectRow(stage, golden, outcome)
      // Who is deleted, or outside the security group, is examined only for the sake of a row; a stub never is.
      if (!decision) return expect(['absent', 'untouched']).toContain(outcome.row)
      if ('standing' in outcome) {
        expect(decision).toMatchObject({ reason: null })
        return expect(decision.outcome === 'added').toBe(outcome.row === 'added')
      }
      const { reason, detail } = outcome
      expect(decision).toMatchObject({ reason, ...(detail && { detail }) })
    })
  })

  describe('at first access', () => {
    beforeAll(() => stage.reset())

    it.each(cases)('%s', async (_, golden) => {
      await stage.dataverse(golden, 'WhoAmI', { callerobjectid: stage.userIdOf(golden) })
      await expectRow(stage, golden, onDemand(golden))
    })
  })

  describe('through the admin API', () => {
    beforeAll(() => stage.reset())

    it.each(cases)('%s', async (_, golden) => {
      const outcome = onDemand(golden)
      const path = `/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments/${nameOf(golden)}/addUser`
      const body = { ObjectId: stage.userIdOf(golden) }
      const response = await stage.send(golden, 'POST', path, { as: stage.administrator(golden), body })
      const text = await response.text()
      if ('standing' in outcome) expect(response.status, text).toBe(200)
      else expect(text).toContain(`\\"Code\\":\\"${outcome.reason}\\"`)
      await expectRow(stage, golden, outcome)
    })
  })
})
