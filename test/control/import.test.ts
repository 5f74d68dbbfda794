import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'

const IMPORT = '/_emulator/import'

describeHosts('POST /_emulator/import', (host) => {
  const send = (body: object) => host.request('POST', IMPORT, { body })

  beforeEach(() => host.control.reset())

  it('imports row by row and tells what became of each', async () => {
    const creator = host.actors.user('global-administrator').userPrincipalName
    const reply = await send({
      environment: 'contoso',
      table: 'contacts',
      rows: [
        { lastname: 'Able', owner: creator },
        { lastname: 'Best', parentcustomerid: 'Nobody Inc.' },
        { lastname: 'Cole', preferredcontactmethodcode: 99 },
        { lastname: 'Dorn', owner: 'zed@contoso.onmicrosoft.com', jobtitle: null },
      ],
    })
    expect(reply.status, reply.text).toBe(200)
    expect(reply.body).toMatchObject({
      log: [
        { row: 0, outcome: 'imported', stubs: [], warnings: [] },
        { row: 1, outcome: 'failed', id: null, message: expect.stringContaining('Nobody Inc.') },
        { row: 2, outcome: 'failed', id: null },
        { row: 3, outcome: 'imported', stubs: ['zed@contoso.onmicrosoft.com'] },
      ],
    })
    const headers = await host.actors.asApp('dataverse-s2s')
    const contacts = await host.request('GET', '/api/data/v9.2/contacts?$select=lastname', { headers })
    const names = (contacts.body.value as { lastname: string }[]).map(({ lastname }) => lastname)
    expect(names).toEqual(expect.arrayContaining(['Able', 'Dorn']))
    expect(names).not.toContain('Best')
  })

  it.each([
    ['no such environment', { environment: 'nowhere', table: 'accounts', rows: [] }, 404, '/environment'],
    ['no such tenant', { tenantId: 'x', environment: 'contoso', table: 'accounts', rows: [] }, 404, '/tenantId'],
    ['no such table', { environment: 'contoso', table: 'nothing', rows: [] }, 400, '/table'],
    ['no rows', { environment: 'contoso', table: 'accounts' }, 400, undefined],
    ['a row that is none', { environment: 'contoso', table: 'accounts', rows: ['Acme'] }, 400, '/rows/0'],
    ['an unknown member', { environment: 'contoso', table: 'accounts', rows: [], mode: 1 }, 400, undefined],
  ])('refuses %s', async (_, body, status, pointer) => {
    const reply = await send(body)
    expect(reply.status, reply.text).toBe(status)
    if (pointer) expect((reply.body.error as { pointer: string }).pointer).toBe(pointer)
  })
})
