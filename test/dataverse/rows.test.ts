import { describe, expect, it } from 'vitest'
import { HandSeeded, ROOT } from './hand-seeded.js'

describe('rows', () => {
  it('says who is asking', async () => {
    const house = new HandSeeded()
    const answer = await house.call('GET', '/WhoAmI')
    expect(answer.status).toBe(200)
    expect(answer.json['@odata.context']).toBe(`${ROOT}/$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`)
    expect(answer.json.OrganizationId).toBe(house.environment.organizationId)
    expect(answer.headers['x-ms-dop-hint']).toBe('4')
    expect(answer.headers['odata-version']).toBe('4.0')
  })

  it('creates, reads, updates and deletes an account', async () => {
    const house = new HandSeeded()
    const created = await house.call('POST', '/accounts', { body: { name: 'Acme', revenue: 5000 } })
    expect(created.status).toBe(204)
    const address = created.headers['odata-entityid'] ?? ''
    expect(address).toMatch(/^http:\/\/localhost\/api\/data\/v9\.2\/accounts\([0-9a-f-]{36}\)$/)
    const read = await house.call('GET', `${address}?$select=name,revenue`)
    expect(read.json).toMatchObject({
      '@odata.context': `${ROOT}/$metadata#accounts(name,revenue)/$entity`,
      name: 'Acme',
      revenue: 5000,
    })
    expect(read.json._transactioncurrencyid_value).toMatch(/^[0-9a-f-]{36}$/)
    expect(read.headers.etag).toBe(read.json['@odata.etag'])
    const updated = await house.call('PATCH', address, { body: { name: 'Acme 2' } })
    expect([updated.status, updated.headers['odata-entityid']]).toEqual([204, address])
    expect((await house.call('GET', `${address}/name`)).json.value).toBe('Acme 2')
    expect((await house.call('DELETE', address)).status).toBe(204)
    const gone = await house.call('GET', address)
    expect(gone.status).toBe(404)
    expect(gone.json.error.code).toBe('0x80040217')
  })

  it('lists with filter, order, pages and count', async () => {
    const house = new HandSeeded()
    for (const name of ['d', 'a', 'c', 'b', 'e']) await house.make('accounts', { name })
    const first = await house.call('GET', "/accounts?$select=name&$orderby=name desc&$count=true&$filter=name ne 'e'", {
      headers: { prefer: 'odata.maxpagesize=2' },
    })
    expect(first.json.value.map((row: { name: string }) => row.name)).toEqual(['d', 'c'])
    expect(first.json['@odata.count']).toBe(4)
    const second = await house.call('GET', first.json['@odata.nextLink'], {
      headers: { prefer: 'odata.maxpagesize=2' },
    })
    expect(second.json.value.map((row: { name: string }) => row.name)).toEqual(['b', 'a'])
    expect(second.json['@odata.nextLink']).toBeUndefined()
    const count = await house.call('GET', '/accounts/$count')
    expect(count.text).toBe('\uFEFF5')
  })

  it.each([
    ['of a table', ''],
    ['of related rows', '/contact_customer_accounts'],
  ])('pages %s neither skip nor repeat a row when one goes meanwhile', async (_, related) => {
    const house = new HandSeeded()
    const account = await house.make('accounts', { name: 'Acme' })
    const customer = { 'parentcustomerid_account@odata.bind': `/accounts(${account})` }
    const made: string[] = []
    for (const lastname of ['a', 'b', 'c', 'd']) made.push(await house.make('contacts', { lastname, ...customer }))
    const prefer = { headers: { prefer: 'odata.maxpagesize=2' } }
    const idsOf = (rows: readonly { contactid: string }[]) => rows.map(({ contactid }) => contactid)
    const path = related === '' ? '/contacts' : `/accounts(${account})${related}`
    const first = await house.call('GET', `${path}?$select=contactid`, prefer)
    const shown = idsOf(first.json.value)
    expect((await house.call('DELETE', `/contacts(${shown[0]})`)).status).toBe(204)
    const second = await house.call('GET', first.json['@odata.nextLink'], prefer)
    expect([...shown, ...idsOf(second.json.value)]).toEqual(made.sort())
  })

  it('expands lookups and collections', async () => {
    const house = new HandSeeded()
    const contact = await house.make('contacts', { firstname: 'Ann', lastname: 'Lee' })
    const account = await house.make('accounts', {
      name: 'Acme',
      'primarycontactid@odata.bind': `/contacts(${contact})`,
      contact_customer_accounts: [{ lastname: 'Child' }],
    })
    const answer = await house.call(
      'GET',
      `/accounts(${account})?$select=name&$expand=primarycontactid($select=fullname),contact_customer_accounts($select=lastname)`,
    )
    expect(answer.json['@odata.context']).toBe(
      `${ROOT}/$metadata#accounts(name,primarycontactid(fullname),contact_customer_accounts(lastname))/$entity`,
    )
    expect(answer.json.primarycontactid).toMatchObject({ fullname: 'Ann Lee', contactid: contact })
    expect(answer.json.contact_customer_accounts).toMatchObject([
      { lastname: 'Child', _parentcustomerid_value: account },
    ])
    expect(answer.json['contact_customer_accounts@odata.nextLink']).toBe(
      `${ROOT}/accounts(${account})/contact_customer_accounts?$select=lastname`,
    )
  })

  it('annotates on request', async () => {
    const house = new HandSeeded()
    const id = await house.make('accounts', { name: 'Acme', revenue: 20000 })
    const answer = await house.call('GET', `/accounts(${id})?$select=revenue,statecode,_ownerid_value`, {
      headers: { prefer: 'odata.include-annotations="*"' },
    })
    expect(answer.json).toMatchObject({
      'revenue@OData.Community.Display.V1.FormattedValue': '$20,000.00',
      'statecode@OData.Community.Display.V1.FormattedValue': 'Active',
      '_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'systemuser',
      '_ownerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty': 'ownerid',
    })
    expect(answer.headers['preference-applied']).toBe('odata.include-annotations="*"')
  })

  it('links and unlinks', async () => {
    const house = new HandSeeded()
    const account = await house.make('accounts', { name: 'Acme' })
    const contact = await house.make('contacts', { lastname: 'Lee' })
    const reference = { '@odata.id': `${ROOT}/contacts(${contact})` }
    const path = `/accounts(${account})/contact_customer_accounts/$ref`
    expect((await house.call('POST', path, { body: reference })).status).toBe(204)
    const list = await house.call('GET', `/accounts(${account})/contact_customer_accounts?$select=lastname`)
    expect(list.json.value).toHaveLength(1)
    expect((await house.call('DELETE', `${path}?$id=${ROOT}/contacts(${contact})`)).status).toBe(204)
    expect((await house.call('DELETE', `${path}?$id=${ROOT}/contacts(${contact})`)).status).toBe(404)
  })

  it('words its refusals as the service does', async () => {
    const house = new HandSeeded()
    const refusals: [string, string, unknown, number, string][] = [
      ['GET', '/acounts', undefined, 404, "Resource not found for the segment 'acounts'."],
      [
        'GET',
        '/accounts?$select=Name',
        undefined,
        400,
        "Could not find a property named 'Name' on type 'Microsoft.Dynamics.CRM.account'.",
      ],
      ['GET', '/accounts?$skip=1', undefined, 400, 'Skip Clause is not supported in CRM'],
      [
        'POST',
        '/accounts',
        { name: 'x'.repeat(161) },
        400,
        "A validation error occurred.  The length of the 'name' attribute of the 'account' entity exceeded the maximum allowed length of '160'.",
      ],
      ['PATCH', '/accounts', {}, 405, "The requested resource does not support http method 'PATCH'."],
    ]
    for (const [method, path, body, status, message] of refusals) {
      const answer = await house.call(method, path, body === undefined ? {} : { body })
      expect([answer.status, answer.json.error.message]).toEqual([status, message])
    }
  })

  it('challenges who brings no token', async () => {
    const house = new HandSeeded()
    const answer = await house.call('GET', '/WhoAmI', { as: null })
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toMatch(
      /^Bearer authorization_uri=http:\/\/localhost\/[0-9a-f-]{36}\/oauth2\/authorize, resource_id=http:\/\/localhost\/$/,
    )
  })

  it('answers under the name of an environment, for its own tenant', async () => {
    const house = new HandSeeded()
    const root = 'http://localhost/environments/contoso/api/data/v9.1'
    const answer = await house.call('GET', `${root}/accounts`)
    expect(answer.json['@odata.context']).toBe(`${root}/$metadata#accounts`)
    const real = await house.call('GET', 'https://contoso.crm4.dynamics.com/api/data/v9.2/RetrieveVersion', {
      as: null,
    })
    expect(real.headers['www-authenticate']).toMatch(/authorization_uri=https:\/\/login\.microsoftonline\.com\//)
    expect(real.headers['www-authenticate']).toContain('resource_id=https://contoso.crm4.dynamics.com/')
    expect((await house.call('GET', 'http://localhost/environments/other/api/data/v9.2/accounts')).status).toBe(404)
    expect((await house.call('GET', 'http://contoso.localhost/api/data/v9.2/WhoAmI')).status).toBe(200)
    expect((await house.call('GET', '/WhoAmI', { as: 'bad' })).headers['www-authenticate']).toContain('invalid_token')
  })

  it('tells the reference of one related row, where it is one, and makes none that way', async () => {
    const house = new HandSeeded()
    const account = await house.make('accounts', { name: 'A' })
    const bound = { 'parentcustomerid_account@odata.bind': `accounts(${account})` }
    const contact = await house.make('contacts', { lastname: 'In', ...bound })
    const other = await house.make('contacts', { lastname: 'Out' })
    const path = (id: string) => `/accounts(${account})/contact_customer_accounts(${id})/$ref`
    expect((await house.call('GET', path(contact))).json).toEqual({
      '@odata.context': `${ROOT}/$metadata#$ref`,
      '@odata.id': `${ROOT}/contacts(${contact})`,
    })
    expect((await house.call('GET', path(other))).status).toBe(404)
    const body = { '@odata.id': `${ROOT}/contacts(${other})` }
    for (const method of ['POST', 'PUT']) expect((await house.call(method, path(contact), { body })).status).toBe(405)
  })

  it('pages over names with half a character in them', async () => {
    const house = new HandSeeded()
    for (const name of ['a\ud800', 'b\ud800', 'c']) await house.make('accounts', { name })
    const first = await house.call('GET', '/accounts?$select=name&$orderby=name', {
      headers: { prefer: 'odata.maxpagesize=2' },
    })
    expect(first.json.value).toHaveLength(2)
    const next = await house.call('GET', first.json['@odata.nextLink'], { headers: { prefer: 'odata.maxpagesize=2' } })
    expect(next.json.value.map(({ name }: { name: string }) => name)).toEqual(['c'])
    const odd = "/accounts?$expand=contact_customer_accounts($filter=endswith(lastname,'\ud800'))"
    expect((await house.call('GET', odd)).status).toBe(200)
  })
})
