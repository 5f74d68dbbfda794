import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEmulator, type LocalEmulator } from '../../src/index.js'
import { createBrowser } from '../support/browser.js'
import { fetchDoor } from '../support/fetch-door.js'

const SCOPE = 'https://graph.microsoft.com/.default'

/** Makes a user, a secret and a tenant, and tells what they are called. */
async function namesMadeBy({ control, fetch }: LocalEmulator, name: string): Promise<readonly string[]> {
  const [tenant] = control.info().tenants
  const [app] = tenant?.apps ?? []
  const { access_token } = await control.tokens({ app: app?.clientId ?? '', scope: SCOPE })
  const post = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' }
    const answer = await fetch(
      new Request(`http://localhost/v1.0${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
    )
    return (await answer.json()) as { id?: string; secretText?: string }
  }
  const user = await post('/users', {
    accountEnabled: true,
    displayName: name,
    mailNickname: name,
    userPrincipalName: `${name}@${tenant?.defaultDomain}`,
    passwordProfile: { password: 'Cuyo5459!' },
  })
  const secret = await post(`/applications/${app?.objectId}/addPassword`, {})
  const made = await control.tenants({ fixture: 'contoso' })
  return [String(user.id), String(secret.secretText), made.id]
}

/** Begins to sign up as a customer, and tells what is mailed. */
async function mailFrom(emulator: LocalEmulator): Promise<string | undefined> {
  const tenant = emulator.control.info().tenants.find(({ kind }) => kind === 'external')
  const app = tenant?.apps.find(({ purpose }) => purpose === 'all-permissions')
  const browser = createBrowser(fetchDoor(emulator))
  await browser.open(`/${tenant?.id}/oauth2/v2.0/authorize`, {
    client_id: app?.clientId ?? '',
    redirect_uri: 'http://localhost',
    response_type: 'code',
    scope: 'User.Read',
    prompt: 'create',
  })
  await browser.submit({ email: 'zoe@contoso.example' })
  return (await emulator.control.outbox())[0]?.text
}

describe('a seed', () => {
  let data: string
  const made: LocalEmulator[] = []
  const open = async (options: object) => {
    const emulator = await createEmulator(options)
    made.push(emulator)
    return emulator
  }

  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'graphverse-'))
  })
  afterEach(async () => {
    for (const emulator of made.splice(0)) await emulator.close()
    rmSync(data, { recursive: true })
  })

  it('makes what is made at run time repeatable; another seed, or none, makes something else', async () => {
    const once = await namesMadeBy(await open({ seed: 's' }), 'a')
    expect(await namesMadeBy(await open({ seed: 's' }), 'a')).toEqual(once)
    for (const options of [{ seed: 't' }, {}, {}]) {
      const others = await namesMadeBy(await open(options), 'a')
      expect(once.filter((name) => others.includes(name))).toEqual([])
    }
  })

  it('makes the codes that are mailed repeatable', async () => {
    const once = await mailFrom(await open({ seed: 's' }))
    expect(once).toMatch(/\b\d{8}\b/)
    expect(await mailFrom(await open({ seed: 's' }))).toBe(once)
    expect(await mailFrom(await open({ seed: 't' }))).not.toBe(once)
  })

  it('starts again with a reset, and repeats nothing over a restart', async () => {
    const options = { seed: 's', data, store: 'file' }
    const first = await open(options)
    const once = await namesMadeBy(first, 'a')
    await first.close()
    const second = await open(options)
    const further = await namesMadeBy(second, 'b')
    expect(new Set([...once, ...further]).size).toBe(6)
    await second.control.reset()
    expect(await namesMadeBy(second, 'a')).toEqual(once)
  })
})
