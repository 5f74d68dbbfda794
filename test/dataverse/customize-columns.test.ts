import { describe, expect, it } from 'vitest'
import { column, label, lookup } from './customize-bodies.js'
import { HandSeeded, ROOT } from './hand-seeded.js'

const account = "/EntityDefinitions(LogicalName='account')"
const project = "/EntityDefinitions(LogicalName='new_project')"

async function added(house: HandSeeded, body: object, table = account): Promise<string> {
  const answer = await house.call('POST', `${table}/Attributes`, { body })
  if (answer.status !== 204) throw new Error(answer.text)
  return answer.headers['odata-entityid'] ?? ''
}

describe('POST Attributes', () => {
  it('adds a column to a standard table that has rows, and says where', async () => {
    const house = new HandSeeded()
    const id = await house.make('accounts', { name: 'before' })
    const address = await added(house, column('String', 'new_Iban', { MaxLength: 34 }))
    expect(address.startsWith(`${ROOT}${account}/Attributes(`)).toBe(true)
    expect((await house.call('GET', address)).json).toMatchObject({
      '@odata.type': '#Microsoft.Dynamics.CRM.StringAttributeMetadata',
      LogicalName: 'new_iban',
      SchemaName: 'new_Iban',
      MaxLength: 34,
      IsCustomAttribute: true,
      DisplayName: { UserLocalizedLabel: { Label: 'Iban' } },
    })
    expect((await house.call('PATCH', `/accounts(${id})`, { body: { new_iban: 'DE00' } })).status).toBe(204)
    const found = await house.call('GET', "/accounts?$select=name,new_iban&$filter=new_iban eq 'DE00'")
    expect(found.json.value).toMatchObject([{ name: 'before', new_iban: 'DE00' }])
    expect((await house.call('GET', '/$metadata')).text).toContain('<Property Name="new_iban" Type="Edm.String"')
  })

  it('makes options that a row must choose from', async () => {
    const house = new HandSeeded()
    const options = [
      { Value: 1, Label: label('Low') },
      { Value: 2, Label: label('High') },
    ]
    await added(house, column('Picklist', 'new_Risk', { OptionSet: { Options: options } }))
    const cast = 'Microsoft.Dynamics.CRM.PicklistAttributeMetadata'
    const set = await house.call('GET', `${account}/Attributes(LogicalName='new_risk')/${cast}?$expand=OptionSet`)
    expect(set.json.OptionSet.Options.map(({ Value }: { Value: number }) => Value)).toEqual([1, 2])
    expect((await house.call('POST', '/accounts', { body: { name: 'a', new_risk: 3 } })).status).toBe(400)
    expect((await house.call('POST', '/accounts', { body: { name: 'a', new_risk: 2 } })).status).toBe(204)
  })

  it.each([
    [
      'one that is there',
      column('String', 'new_Budget'),
      '0x80047013',
      'An attribute with the specified name new_budget already exists on entity new_project.',
    ],
    [
      'a second primary name',
      column('String', 'new_Other', { IsPrimaryName: true }),
      '0x8004701e',
      'The new new_Other attribute is set as the primary name attribute for the new_project entity. The new_project entity already has the new_name attribute set as the primary name attribute. An entity can only have one primary name attribute.',
    ],
    [
      'a lookup without its relationship',
      column('Lookup', 'new_Other'),
      '0x80040203',
      'Attribute new_other cannot be created as Lookup: lookups are created with their relationship, and files, images and multi-select choices are not kept here.',
    ],
    [
      'options with one value',
      column('Picklist', 'new_Other', { OptionSet: { Options: [{ Value: 1 }, { Value: 1 }] } }),
      '0x80040203',
      'The options of attribute new_other are not valid: each needs a value of its own, and the default must be one of them.',
    ],
    [
      'a lowest value above the highest',
      column('Integer', 'new_Other', { MinValue: 2, MaxValue: 1 }),
      '0x80040203',
      'The min 2 of attribute new_other is not valid: it must be from the lowest value to 1.',
    ],
  ])('refuses %s', async (_, body, code, message) => {
    const house = new HandSeeded()
    const answer = await house.call('POST', `${project}/Attributes`, { body })
    expect([answer.status, answer.json.error]).toEqual([400, { code, message }])
  })

  it('refuses a column without a type, and a table that is not there', async () => {
    const house = new HandSeeded()
    const typeless = await house.call('POST', `${project}/Attributes`, { body: { SchemaName: 'new_X' } })
    expect(typeless.json.error.message).toContain('An attribute needs a SchemaName and an @odata.type')
    const missing = "/EntityDefinitions(LogicalName='new_none')/Attributes"
    expect((await house.call('POST', missing, { body: column('String', 'new_X') })).status).toBe(404)
  })

  it.each(['POST', 'PUT', 'DELETE'])('asks for a privilege to %s', async (method) => {
    const house = new HandSeeded()
    house.person('user', { role: 'Basic User' })
    const path = method === 'POST' ? '/Attributes' : "/Attributes(LogicalName='new_budget')"
    const body = method === 'DELETE' ? undefined : column('Money', 'new_More')
    const answer = await house.call(method, `${project}${path}`, { as: 'user', body })
    expect([answer.status, answer.json.error.code]).toEqual([403, '0x80040220'])
  })
})

describe('PUT Attributes', () => {
  it('changes what a column is called and accepts', async () => {
    const house = new HandSeeded()
    const address = await added(house, column('String', 'new_Code', { MaxLength: 3 }), project)
    const body = column('String', 'new_Code', {
      MaxLength: 5,
      DisplayName: label('Number'),
      RequiredLevel: { Value: 'Recommended' },
    })
    expect((await house.call('PUT', address, { body })).status).toBe(204)
    const cast = `${project}/Attributes(LogicalName='new_code')/Microsoft.Dynamics.CRM.StringAttributeMetadata`
    expect((await house.call('PUT', cast, { body })).status).toBe(204)
    expect((await house.call('GET', address)).json).toMatchObject({
      MaxLength: 5,
      DisplayName: { UserLocalizedLabel: { Label: 'Number' } },
      RequiredLevel: { Value: 'Recommended' },
    })
    expect((await house.call('POST', '/new_projects', { body: { new_code: '12345' } })).status).toBe(204)
  })

  it('leaves the columns of standard tables alone', async () => {
    const house = new HandSeeded()
    const answer = await house.call('PUT', `${account}/Attributes(LogicalName='name')`, { body: { MaxLength: 5 } })
    expect([answer.status, answer.json.error.code]).toEqual([400, '0x80047008'])
  })
})

describe('DELETE Attributes', () => {
  it('takes a column with its values', async () => {
    const house = new HandSeeded()
    await added(house, column('String', 'new_Iban'))
    const id = await house.make('accounts', { name: 'a', new_iban: 'DE00' })
    expect((await house.call('DELETE', `${account}/Attributes(LogicalName='new_iban')`)).status).toBe(204)
    expect((await house.call('GET', `/accounts(${id})`)).json).not.toHaveProperty('new_iban')
    await added(house, column('String', 'new_Iban'))
    expect((await house.call('GET', `/accounts(${id})`)).json.new_iban).toBe(null)
  })

  it('leaves the values of a column whose name is longer by a word', async () => {
    const house = new HandSeeded()
    await added(house, column('String', 'new_Kind'))
    await added(house, column('String', 'new_KindType'))
    const id = await house.make('accounts', { name: 'a', new_kind: 'x', new_kindtype: 'y' })
    expect((await house.call('DELETE', `${account}/Attributes(LogicalName='new_kind')`)).status).toBe(204)
    expect((await house.call('GET', `/accounts(${id})`)).json.new_kindtype).toBe('y')
  })

  it.each([
    [
      'the primary name',
      `${project}/Attributes(LogicalName='new_name')`,
      '0x80047002',
      'The Primary UI Attribute is not valid for deletion',
    ],
    [
      'a system column',
      `${project}/Attributes(LogicalName='createdon')`,
      '0x80047008',
      'The specified attribute is not a custom attribute',
    ],
    [
      'a column of a standard table',
      `${account}/Attributes(LogicalName='name')`,
      '0x80047008',
      'The specified attribute is not a custom attribute',
    ],
  ])('refuses %s', async (_, path, code, message) => {
    const house = new HandSeeded()
    const answer = await house.call('DELETE', path)
    expect([answer.status, answer.json.error]).toEqual([400, { code, message }])
  })
})

describe('RelationshipDefinitions', () => {
  const body = lookup('new_account_projects', 'new_project', 'account')

  it('adds a lookup that rows can be found by, both ways', async () => {
    const house = new HandSeeded()
    const before = await house.make('new_projects', { new_name: 'before' })
    const made = await house.call('POST', '/RelationshipDefinitions', { body })
    expect(made.status).toBe(204)
    const shown = await house.call('GET', made.headers['odata-entityid'] ?? '')
    expect(shown.json).toMatchObject({
      '@odata.type': '#Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
      SchemaName: 'new_account_projects',
      ReferencedEntity: 'account',
      ReferencingEntity: 'new_project',
      ReferencingAttribute: 'new_owneraccountid',
      ReferencingEntityNavigationPropertyName: 'new_OwnerAccountId',
      IsCustomRelationship: true,
      CascadeConfiguration: { Delete: 'RemoveLink' },
    })
    const owner = await house.make('accounts', { name: 'Owner' })
    const bind = { 'new_OwnerAccountId@odata.bind': `/accounts(${owner})` }
    await house.make('new_projects', { new_name: 'after', ...bind })
    expect((await house.call('PATCH', `/new_projects(${before})`, { body: bind })).status).toBe(204)
    const found = await house.call('GET', `/accounts(${owner})/new_account_projects?$select=new_name&$orderby=new_name`)
    expect(found.json.value.map(({ new_name }: { new_name: string }) => new_name)).toEqual(['after', 'before'])
    await house.call('DELETE', `/accounts(${owner})`)
    expect((await house.call('GET', `/new_projects(${before})`)).json._new_owneraccountid_value).toBe(null)
  })

  it('clears a lookup alone, not the column whose name is longer by a word', async () => {
    const house = new HandSeeded()
    await house.call('POST', '/RelationshipDefinitions', { body })
    await added(house, column('String', 'new_OwnerAccountIdType'), project)
    const owner = await house.make('accounts', { name: 'Owner' })
    const bind = { 'new_OwnerAccountId@odata.bind': `/accounts(${owner})` }
    const id = await house.make('new_projects', { new_owneraccountidtype: 'account', ...bind })
    await house.call('DELETE', `/new_projects(${id})/new_OwnerAccountId/$ref`)
    const { json } = await house.call('GET', `/new_projects(${id})`)
    expect([json._new_owneraccountid_value, json.new_owneraccountidtype]).toEqual([null, 'account'])
    await house.call('PATCH', `/new_projects(${id})`, { body: bind })
    await house.call('DELETE', `/accounts(${owner})`)
    const after = (await house.call('GET', `/new_projects(${id})`)).json
    expect([after._new_owneraccountid_value, after.new_owneraccountidtype]).toEqual([null, 'account'])
  })

  it('keeps the delete behavior that was asked for', async () => {
    const house = new HandSeeded()
    await house.call('POST', '/RelationshipDefinitions', {
      body: { ...body, CascadeConfiguration: { Delete: 'Restrict', Assign: 'NoCascade' } },
    })
    const owner = await house.make('accounts', { name: 'Owner' })
    await house.make('new_projects', { 'new_OwnerAccountId@odata.bind': `/accounts(${owner})` })
    const refused = await house.call('DELETE', `/accounts(${owner})`)
    expect(refused.json.error.code).toBe('0x80040227')
  })

  it('changes what becomes of rows, of a lookup of a fixture too', async () => {
    const house = new HandSeeded()
    const name = 'new_project_new_customerid_account'
    const owner = await house.make('accounts', { name: 'Owner' })
    const id = await house.make('new_projects', { 'new_CustomerId@odata.bind': `/accounts(${owner})` })
    const change = { SchemaName: name, CascadeConfiguration: { Delete: 'Cascade' } }
    const done = await house.call('PUT', `/RelationshipDefinitions(SchemaName='${name}')`, { body: change })
    expect(done.status).toBe(204)
    const { json } = await house.call('GET', `/RelationshipDefinitions(SchemaName='${name}')`)
    expect(json).toMatchObject({ SchemaName: name, CascadeConfiguration: { Delete: 'Cascade', Assign: 'NoCascade' } })
    await house.call('DELETE', `/accounts(${owner})`)
    expect((await house.call('GET', `/new_projects(${id})`)).status).toBe(404)
    const standard = "/RelationshipDefinitions(SchemaName='contact_customer_accounts')"
    const refused = await house.call('PUT', standard, { body: { SchemaName: 'contact_customer_accounts' } })
    expect(refused.json.error.code).toBe('0x80047009')
  })

  it('goes with its lookup, and keeps a table from being deleted until then', async () => {
    const house = new HandSeeded()
    await house.call('POST', '/RelationshipDefinitions', {
      body: lookup('new_project_accounts', 'account', 'new_project'),
    })
    const used = await house.call('DELETE', project)
    expect([used.status, used.json.error.code]).toEqual([400, '0x8004f01f'])
    expect(used.json.error.message).toContain('because it is referenced by 1 other components')
    const gone = await house.call('DELETE', "/RelationshipDefinitions(SchemaName='new_project_accounts')")
    expect(gone.status).toBe(204)
    const column = await house.call('GET', `${account}/Attributes(LogicalName='new_owneraccountid')`)
    expect(column.status).toBe(404)
    expect((await house.call('DELETE', project)).status).toBe(204)
  })

  it('links rows of two tables many to many, each pair once', async () => {
    const house = new HandSeeded()
    const relationship = {
      '@odata.type': 'Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata',
      SchemaName: 'new_accounts_projects',
      Entity1LogicalName: 'account',
      Entity2LogicalName: 'new_project',
      IntersectEntityName: 'new_account_project',
    }
    const made = await house.call('POST', '/RelationshipDefinitions', { body: relationship })
    expect((await house.call('GET', made.headers['odata-entityid'] ?? '')).json).toMatchObject({
      Entity1LogicalName: 'account',
      IntersectEntityName: 'new_account_project',
      IsCustomRelationship: true,
    })
    const owner = await house.make('accounts', { name: 'Owner' })
    const id = await house.make('new_projects', { new_name: 'p' })
    const link = { '@odata.id': `${ROOT}/new_projects(${id})` }
    const path = `/accounts(${owner})/new_accounts_projects`
    expect((await house.call('POST', `${path}/$ref`, { body: link })).status).toBe(204)
    expect((await house.call('POST', `${path}/$ref`, { body: link })).status).toBe(412)
    expect((await house.call('GET', path)).json.value).toMatchObject([{ new_name: 'p' }])
    const back = await house.call('GET', `/new_projects(${id})?$expand=new_accounts_projects($select=name)`)
    expect(back.json.new_accounts_projects).toMatchObject([{ name: 'Owner' }])
    expect((await house.call('DELETE', `${path}(${id})/$ref`)).status).toBe(204)
    expect((await house.call('GET', path)).json.value).toEqual([])
    await house.call('POST', `${path}/$ref`, { body: link })
    await house.call('DELETE', `/new_projects(${id})`)
    expect((await house.call('GET', path)).json.value).toEqual([])
    const gone = await house.call('DELETE', "/RelationshipDefinitions(SchemaName='new_accounts_projects')")
    expect(gone.status).toBe(204)
    expect((await house.call('GET', path)).status).toBe(404)
  })

  it('links a table with itself', async () => {
    const house = new HandSeeded()
    const self = {
      '@odata.type': 'Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata',
      SchemaName: 'new_likes',
      Entity1LogicalName: 'account',
      Entity2LogicalName: 'account',
      Entity1NavigationPropertyName: 'new_Likes',
    }
    const same = await house.call('POST', '/RelationshipDefinitions', {
      body: { ...self, Entity1NavigationPropertyName: null },
    })
    expect(same.json.error.code).toBe('0x80047010')
    expect((await house.call('POST', '/RelationshipDefinitions', { body: self })).status).toBe(204)
    const [a, b] = [await house.make('accounts', { name: 'a' }), await house.make('accounts', { name: 'b' })]
    await house.call('POST', `/accounts(${a})/new_Likes/$ref`, { body: { '@odata.id': `${ROOT}/accounts(${b})` } })
    const names = async (path: string) =>
      (await house.call('GET', path)).json.value.map(({ name }: { name: string }) => name)
    expect(await names(`/accounts(${a})/new_Likes`)).toEqual(['b'])
    expect(await names(`/accounts(${b})/new_likes`)).toEqual(['a'])
    await house.call('DELETE', `/accounts(${b})`)
    expect(await names(`/accounts(${a})/new_Likes`)).toEqual([])
  })

  it.each([
    ['a table that is not there', { ...body, ReferencedEntity: 'acount' }, '0x80041102'],
    ['a name without a prefix', { ...body, SchemaName: 'projects' }, '0x80048062'],
    ['a name that is taken', { ...body, SchemaName: 'contact_customer_accounts' }, '0x80047010'],
    ['a lookup whose name is taken', { ...body, Lookup: { SchemaName: 'new_Budget' } }, '0x80047013'],
    ['a lookup without a name', { ...body, Lookup: {} }, '0x80040203'],
    ['no type', { ...body, '@odata.type': undefined }, '0x80040203'],
    ['a strange behavior', { ...body, CascadeConfiguration: { Delete: 'Explode' } }, '0x80048d19'],
  ])('refuses %s', async (_, sent, code) => {
    const house = new HandSeeded()
    const seq = house.store.seq
    const answer = await house.call('POST', '/RelationshipDefinitions', { body: sent })
    expect([answer.status, answer.json.error.code]).toEqual([400, code])
    expect(house.store.seq).toBe(seq)
  })

  it('names the table that is not there', async () => {
    const house = new HandSeeded()
    const answer = await house.call('POST', '/RelationshipDefinitions', {
      body: { ...body, ReferencedEntity: 'acount' },
    })
    expect(answer.json.error.message).toBe(
      "The entity with a name = 'acount' with namemapping = 'Logical' was not found in the MetadataCache.",
    )
  })

  it('leaves standard relationships alone', async () => {
    const house = new HandSeeded()
    for (const name of ['contact_customer_accounts', 'teammembership_association']) {
      const answer = await house.call('DELETE', `/RelationshipDefinitions(SchemaName='${name}')`)
      expect([answer.status, answer.json.error.code]).toEqual([400, '0x80047009'])
    }
  })
})

describe('Keys', () => {
  const key = { SchemaName: 'new_ProjectNumber', KeyAttributes: ['new_number'] }

  it('lets rows be addressed and upserted by the values of columns, each once', async () => {
    const house = new HandSeeded()
    await added(house, column('String', 'new_Number'), project)
    await house.make('new_projects', { new_number: '1', new_name: 'before' })
    const made = await house.call('POST', `${project}/Keys`, { body: key })
    expect((await house.call('GET', made.headers['odata-entityid'] ?? '')).json).toMatchObject({
      SchemaName: 'new_projectnumber',
      KeyAttributes: ['new_number'],
      EntityKeyIndexStatus: 'Active',
    })
    expect((await house.call('GET', "/new_projects(new_number='1')?$select=new_name")).json.new_name).toBe('before')
    const put = await house.call('PATCH', "/new_projects(new_number='2')", { body: { new_name: 'new' } })
    expect(put.status).toBe(204)
    const twice = await house.call('POST', '/new_projects', { body: { new_number: '2' } })
    expect([twice.status, twice.json.error.code]).toEqual([412, '0x80060892'])
    const used = await house.call('DELETE', `${project}/Attributes(LogicalName='new_number')`)
    expect(used.json.error.code).toBe('0x8004f01f')
    expect((await house.call('DELETE', `${project}/Keys(LogicalName='new_projectnumber')`)).status).toBe(204)
    expect((await house.call('POST', '/new_projects', { body: { new_number: '2' } })).status).toBe(204)
    expect((await house.call('DELETE', `${project}/Attributes(LogicalName='new_number')`)).status).toBe(204)
  })

  it('refuses a key that rows violate, that is there, or whose columns cannot be keys', async () => {
    const house = new HandSeeded()
    await added(house, column('String', 'new_Number'), project)
    const [first] = [
      await house.make('new_projects', { new_number: '1' }),
      await house.make('new_projects', { new_number: '1' }),
    ]
    const codeOf = async (body: object) => (await house.call('POST', `${project}/Keys`, { body })).json.error.code
    expect(await codeOf(key)).toBe('0x80060892')
    await house.call('DELETE', `/new_projects(${first})`)
    expect((await house.call('POST', `${project}/Keys`, { body: key })).status).toBe(204)
    expect(await codeOf(key)).toBe('0x80060893')
    expect(await codeOf({ ...key, SchemaName: 'new_Other', KeyAttributes: ['new_budget'] })).toBe('0x80040203')
    expect(await codeOf({ ...key, SchemaName: 'new_Other', KeyAttributes: [] })).toBe('0x80040203')
    expect(await codeOf({ ...key, SchemaName: 'Other' })).toBe('0x80048062')
    expect(await codeOf({ SchemaName: 'new_Other' })).toBe('0x80048d19')
  })
})
