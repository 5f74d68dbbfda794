import { afterEach, expect, it } from 'vitest'
import type { TenantDocument } from '../../src/domain/fixture/tenant-document.js'
import { createEmulator, type EmulatorOptions } from '../../src/index.js'
import { Rulebook } from './rulebook.js'
import { FREE, PREMIUM, rulebookFixture } from './rulebook-tenant.js'

type Line = { readonly level: string; readonly message: string } & Readonly<Record<string, unknown>>

let open: Rulebook | undefined
afterEach(() => open?.emulator.close())

/** An emulator whose log is collected; environments synchronize as `sync` says. */
async function bookWithLog(sync: string, change: Partial<TenantDocument> = {}) {
  const lines: Line[] = []
  const line = (level: string) => (message: string, fields?: object) => void lines.push({ level, message, ...fields })
  const log: EmulatorOptions['log'] = { error: line('error'), info: line('info'), debug: line('debug') }
  const [rules] = rulebookFixture().tenants
  if (!rules) throw new Error('the fixture has no tenant')
  const environments = rules.environments?.map((each) => ({ ...each, settings: {} })) ?? []
  const fixture = { tenants: [{ ...rules, environments, ...change }] }
  const book = new Rulebook(await createEmulator({ fixture, sync, log, clock: '2026-03-01T08:00:00Z' }))
  open = book
  /** The lines about users and cycles in one environment since the last look. */
  const said = (environment: string) =>
    lines.splice(0).filter((each) => each.environment === environment && each.tenantId === book.tenant.id)
  return { book, said }
}

const about = (book: Rulebook, user: string) => ({ userId: book.id(user), userPrincipalName: book.upn(user) })

it('a change in the directory has a line for each user it writes a row of, and whispers about others', async () => {
  const { book, said } = await bookWithLog('auto')
  await book.license('bob', { add: PREMIUM })
  const added = { message: 'User added', outcome: 'added', reason: null, rule: 'ENAB-02' }
  expect(said('p')).toEqual([
    { level: 'info', tenantId: book.tenant.id, environment: 'p', ...about(book, 'bob'), ...added },
  ])
  await book.license('bob', { remove: PREMIUM })
  const disabled = { outcome: 'disabled', reason: 'UserNotLicensed', rule: 'LIC-02' }
  expect(said('p')).toMatchObject([{ level: 'info', ...about(book, 'bob'), ...disabled }])
  await book.directory('PATCH', `/users/${book.id('bob')}`, { jobTitle: 'Pilot' })
  expect(said('p')).toMatchObject([{ level: 'info', outcome: 'updated', reason: 'UserNotLicensed', rule: 'LIC-02' }])
  await book.license('olga', { add: FREE })
  expect(said('p')).toMatchObject([
    { level: 'debug', message: 'User skipped', ...about(book, 'olga'), reason: 'FreePlanNotPreProvisioned' },
  ])
})

it('so have an access, an administrator, diagnostics and the Web API, once the row is really written', async () => {
  const { book, said } = await bookWithLog('manual')
  await book.jit('ann', 'p')
  expect(said('p')).toMatchObject([{ level: 'info', ...about(book, 'ann'), outcome: 'added', rule: 'ENAB-02' }])
  await book.imp('bob', 'p')
  expect(said('p')).toMatchObject([{ level: 'debug', outcome: 'skipped', reason: 'UserNotLicensed', rule: 'LIC-02' }])
  await book.api('fay', 'p')
  expect(said('p')).toMatchObject([{ level: 'info', ...about(book, 'fay'), outcome: 'added', rule: 'REQ-07' }])
  await book.emulator.control.diagnostics('p', book.id('nia'), { sync: true })
  expect(said('p')).toMatchObject([{ level: 'info', ...about(book, 'nia'), outcome: 'added' }])
  await book.emulator.control.diagnostics('p', book.id('tim'))
  expect(said('p')).toEqual([])
  await book.send('POST', '/usermanagement/environments/p/user/applyAdminRole', { user: 'ga' })
  expect(said('p')).toMatchObject([{ level: 'info', ...about(book, 'ga'), outcome: 'added', rule: 'ENAB-12' }])
  const post = (columns: object) =>
    book.dataverse('p', 'POST', '/systemusers', { domainname: book.upn('tim'), firstname: 'Tim', ...columns })
  // A value that Dataverse does not take undoes the row, of which then nothing is told.
  expect((await post({ 'parentsystemuserid@odata.bind': `/systemusers(${book.id('ann')})` })).status).toBe(404)
  expect(said('p')).toEqual([])
  expect((await post({})).status).toBe(204)
  expect(said('p')).toMatchObject([{ level: 'info', ...about(book, 'tim'), outcome: 'added' }])
})

it('a change set that is undone tells nothing of what it had decided', async () => {
  const { book, said } = await bookWithLog('manual')
  const { clientId, clientSecret } = book.tenant.apps.find(({ key }) => key === 'service') ?? {}
  const secret = { client_id: clientId ?? '', client_secret: clientSecret ?? '' }
  const scope = 'http://localhost:4400/.default'
  const { body } = await book.token({ grant_type: 'client_credentials', ...secret, scope })
  const changeSet = (second: object) => {
    const operations = [{ domainname: book.upn('tim'), firstname: 'Tim' }, second].flatMap((row, at) => [
      ...['--c', 'Content-Type: application/http', 'Content-Transfer-Encoding: binary', `Content-ID: ${at}`, ''],
      ...['POST /api/data/v9.2/systemusers HTTP/1.1', 'Content-Type: application/json', '', JSON.stringify(row)],
    ])
    const parts = ['--b', 'Content-Type: multipart/mixed; boundary=c', '', ...operations, '--c--', '', '--b--', '']
    return book.emulator.fetch(
      new Request('http://localhost:4400/environments/p/api/data/v9.2/$batch', {
        method: 'POST',
        headers: { authorization: `Bearer ${body.access_token}`, 'content-type': 'multipart/mixed; boundary=b' },
        body: parts.join('\r\n'),
      }),
    )
  }
  expect(await (await changeSet({ domainname: 'nobody@rules.onmicrosoft.com' })).text()).toContain('0x80041d4b')
  expect(await book.row('tim', 'p')).toBeUndefined()
  expect(said('p')).toEqual([])
  expect(await (await changeSet({ domainname: book.upn('nia') })).text()).toContain('204 No Content')
  const added = { level: 'info', outcome: 'added' }
  expect(said('p')).toMatchObject([
    { ...about(book, 'tim'), ...added },
    { ...about(book, 'nia'), ...added },
  ])
})

it('a cycle has one line with its counts, and none above debug when nothing is written', async () => {
  const { book, said } = await bookWithLog('manual')
  const report = await book.bg('p')
  const lines = said('p')
  const { added, skipped, examined } = report as Record<string, number>
  const summary = { message: 'Environment synchronized', examined, added, enabled: 0, skipped, unchanged: 1 }
  expect(lines.filter(({ level }) => level === 'info')).toMatchObject([summary])
  expect(lines.filter(({ level }) => level === 'debug')).toHaveLength(Number(examined))
  await book.bg('p')
  expect(said('p').filter(({ level }) => level === 'info')).toEqual([])
})

it('an interval, a change that concerns an environment, and one that concerns many users are cycles, too', async () => {
  const crowd = Array.from({ length: 30 }, (_, at) => ({ key: `u${at}`, usageLocation: 'US' }))
  const [rules] = rulebookFixture().tenants
  const { book, said } = await bookWithLog('auto', {
    users: [...(rules?.users ?? []), ...crowd],
    groups: [...(rules?.groups ?? []), { key: 'crowd', members: crowd.map(({ key }) => key) }],
  })
  const licenses = { addLicenses: [{ skuId: PREMIUM, disabledPlans: [] }], removeLicenses: [] }
  await book.directory('POST', `/groups/${book.group('crowd')}/assignLicense`, licenses)
  const loud = (environment: string) => said(environment).filter(({ level }) => level === 'info')
  expect(loud('p')).toMatchObject([{ message: 'Environment synchronized', added: 30, examined: 30 }])
  const properties = { linkedEnvironmentMetadata: { securityGroupId: book.group('sg') } }
  expect((await book.admin('PATCH', '/p', { properties })).status).toBe(200)
  expect(loud('p')).toMatchObject([{ message: 'Environment synchronized', disabled: 30 }])
  const timed = await bookWithLog('interval:PT5M')
  await timed.book.clock('PT5M')
  const cycles = timed.said('p').filter(({ level }) => level === 'info')
  expect(cycles).toMatchObject([{ message: 'Environment synchronized', examined: 13 }])
  await timed.book.emulator.close()
  open = book
})

it('nobody’s mail address and no secret stands in it', async () => {
  const { book, said } = await bookWithLog('auto')
  const secrets = { mail: 'private@elsewhere.example', passwordProfile: { password: 'Do-not-tell-1' } }
  await book.directory('PATCH', `/users/${book.id('ann')}`, { ...secrets, mobilePhone: '555 1234' })
  await book.imp('ann', 'p')
  const text = JSON.stringify(said('p'))
  expect(text).toContain('ann@rules.onmicrosoft.com')
  expect(text).not.toMatch(/elsewhere|Do-not-tell|555 1234/)
})
