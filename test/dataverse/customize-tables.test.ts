import { describe, expect, it } from 'vitest'
import { column, label, table } from './customize-bodies.js'
import { HandSeeded } from './hand-seeded.js'

const bank = "/EntityDefinitions(LogicalName='new_bankaccount')"

async function withBankAccounts(more = {}): Promise<HandSeeded> {
  const house = new HandSeeded()
  const answer = await house.call('POST', '/EntityDefinitions', { body: table('new_BankAccount', more) })
  expect([answer.status, answer.text]).toEqual([204, ''])
  return house
}

describe('POST EntityDefinitions', () => {
  it('makes a table whose definition can be read and whose rows can be written', async () => {
    const house = new HandSeeded()
    const made = await house.call('POST', '/EntityDefinitions', { body: table('new_BankAccount') })
    expect([made.status, made.text]).toEqual([204, ''])
    const address = made.headers['odata-entityid'] ?? ''
    expect(address).toMatch(/^http:\/\/localhost\/api\/data\/v9\.2\/EntityDefinitions\([0-9a-f-]{36}\)$/)
    const shown = await house.call('GET', address)
    expect(shown.json).toMatchObject({
      LogicalName: 'new_bankaccount',
      SchemaName: 'new_BankAccount',
      EntitySetName: 'new_bankaccounts',
      LogicalCollectionName: 'new_bankaccounts',
      PrimaryIdAttribute: 'new_bankaccountid',
      PrimaryNameAttribute: 'new_accountname',
      ObjectTypeCode: 10_001,
      OwnershipType: 'UserOwned',
      IsCustomEntity: true,
      IsManaged: false,
      DisplayName: { UserLocalizedLabel: { Label: 'Bank account' } },
      DisplayCollectionName: { UserLocalizedLabel: { Label: 'Bank accounts' } },
      Description: { UserLocalizedLabel: { Label: 'Accounts at a bank' } },
    })
    const names = shown.json.Privileges.map(({ Name }: { Name: string }) => Name)
    expect(names).toHaveLength(8)
    expect(names).toContain('prvReadnew_BankAccount')
    const id = await house.make('new_bankaccounts', { new_accountname: 'Savings' })
    const row = await house.call('GET', `/new_bankaccounts(${id})`)
    expect(row.json).toMatchObject({ new_accountname: 'Savings', statecode: 0, new_bankaccountid: id })
    const long = await house.call('POST', '/new_bankaccounts', { body: { new_accountname: 'x'.repeat(41) } })
    expect(long.status).toBe(400)
  })

  it('makes a table with columns of every basic type, and their values keep the limits', async () => {
    const house = await withBankAccounts({
      columns: [
        column('Memo', 'new_Notes', { MaxLength: 3000 }),
        column('Integer', 'new_Branch', { MinValue: 1, MaxValue: 99 }),
        column('Decimal', 'new_Rate', { MinValue: 0, MaxValue: 1, Precision: 4 }),
        column('Double', 'new_Weight', { Precision: 2 }),
        column('Money', 'new_Balance', { MinValue: -1000 }),
        column('Boolean', 'new_IsOpen', {
          DefaultValue: true,
          OptionSet: {
            TrueOption: { Value: 1, Label: label('Open') },
            FalseOption: { Value: 0, Label: label('Closed') },
          },
        }),
        column('DateTime', 'new_Opened', { Format: 'DateOnly', DateTimeBehavior: { Value: 'DateOnly' } }),
        column('Picklist', 'new_Kind', {
          DefaultFormValue: 100_000_001,
          OptionSet: {
            IsGlobal: false,
            Options: [{ Label: label('Savings') }, { Value: null, Label: label('Checking') }],
          },
        }),
      ],
    })
    const id = await house.make('new_bankaccounts', { new_branch: 7, new_rate: 0.25, new_opened: '2026-01-02' })
    const row = await house.call('GET', `/new_bankaccounts(${id})`, {
      headers: { prefer: 'odata.include-annotations="*"' },
    })
    expect(row.json).toMatchObject({
      new_branch: 7,
      new_rate: 0.25,
      new_opened: '2026-01-02',
      new_isopen: true,
      'new_isopen@OData.Community.Display.V1.FormattedValue': 'Open',
      new_kind: 100_000_001,
      'new_kind@OData.Community.Display.V1.FormattedValue': 'Checking',
    })
    for (const [name, value] of [
      ['new_branch', 100],
      ['new_rate', 2],
      ['new_balance', -1001],
      ['new_kind', 5],
      ['new_notes', 'x'.repeat(3001)],
      ['new_isopen', 'yes'],
    ] as const) {
      const refused = await house.call('PATCH', `/new_bankaccounts(${id})`, { body: { [name]: value } })
      expect([name, refused.status]).toEqual([name, 400])
    }
  })

  it('lets system customizers and administrators use the table, others once a role says so', async () => {
    const house = await withBankAccounts()
    house.person('customizer', { role: 'System Customizer' })
    house.person('user', { role: 'Basic User' })
    await house.make('new_bankaccounts', { new_accountname: 'a' }, 'customizer')
    const refused = await house.call('POST', '/new_bankaccounts', { as: 'user', body: { new_accountname: 'b' } })
    expect(refused.status).toBe(403)
    expect(refused.json.error.message).toContain('is missing prvCreatenew_BankAccount privilege')
    const role = await house.call('GET', "/roles?$filter=name eq 'Basic User'&$select=roleid")
    const privilege = await house.call('GET', "/privileges?$filter=name eq 'prvCreatenew_BankAccount'")
    const PrivilegeId = privilege.json.value[0].privilegeid
    await house.call('POST', `/roles(${role.json.value[0].roleid})/Microsoft.Dynamics.CRM.AddPrivilegesRole`, {
      body: { Privileges: [{ Depth: 'Basic', PrivilegeId, BusinessUnitId: house.environment.rootBusinessUnitId }] },
    })
    const taken = await house.call('POST', '/new_bankaccounts', { as: 'user', body: { new_accountname: 'b' } })
    expect(taken.status).toBe(204)
  })

  it('makes a table of the organization, whose rows nobody owns', async () => {
    const house = await withBankAccounts({ OwnershipType: 'OrganizationOwned' })
    const shown = await house.call('GET', `${bank}?$expand=Attributes($select=LogicalName)`)
    const names = shown.json.Attributes.map(({ LogicalName }: { LogicalName: string }) => LogicalName)
    expect(names).not.toContain('ownerid')
    expect(shown.json.Privileges.map(({ PrivilegeType }: { PrivilegeType: string }) => PrivilegeType)).not.toContain(
      'Assign',
    )
    const id = await house.make('new_bankaccounts', { new_accountname: 'a' })
    expect((await house.call('GET', `/new_bankaccounts(${id})`)).json).not.toHaveProperty('_ownerid_value')
  })

  it('is open to who may customize', async () => {
    const house = new HandSeeded()
    house.person('user', { role: 'Basic User' })
    const refused = await house.call('POST', '/EntityDefinitions', { as: 'user', body: table('new_BankAccount') })
    expect([refused.status, refused.json.error.code]).toEqual([403, '0x80040220'])
    expect(refused.json.error.message).toContain('SecLib::CheckPrivilege failed.')
    expect(refused.json.error.message).toContain('PrivilegeName: prvCreateEntity')
    expect((await house.call('GET', `${bank}?$select=LogicalName`)).status).toBe(404)
  })

  it.each([
    [
      'no schema name',
      table('new_X', { SchemaName: undefined }),
      '0x80040203',
      "Required field 'SchemaName' is missing.",
    ],
    [
      'no ownership',
      table('new_X', { OwnershipType: undefined }),
      '0x80040203',
      "Required field 'OwnershipType' is missing.",
    ],
    [
      'no display name',
      table('new_X', { DisplayName: { LocalizedLabels: [] } }),
      '0x80040203',
      "Required field 'DisplayName' is missing.",
    ],
    [
      'no prefix',
      table('BankAccount'),
      '0x80048062',
      'Invalid name for entity BankAccount.  Custom entity names must start with a valid customization prefix. The prefix for a solution component should match the prefix that is specified for the publisher of the solution.',
    ],
    [
      'a name that is taken',
      table('new_Project'),
      '0x80047010',
      'An entity with the specified name new_Project already exists. Specify a unique name.',
    ],
    [
      'no primary name',
      table('new_X', { Attributes: [column('String', 'new_Name')] }),
      '0x80040203',
      'An entity must have exactly one attribute of type String with IsPrimaryName true.',
    ],
    [
      'the same column twice',
      table('new_X', { columns: [column('String', 'new_ACCOUNTname')] }),
      '0x80047013',
      'An attribute with the specified name new_accountname already exists on entity new_x.',
    ],
    [
      'a column without a prefix',
      table('new_X', { columns: [column('String', 'Branch')] }),
      '0x80048062',
      'Invalid name for attribute Branch.  Custom attribute names must start with a valid customization prefix. The prefix for a solution component should match the prefix that is specified for the publisher of the solution.',
    ],
    [
      'a limit beyond the type',
      table('new_X', { columns: [column('String', 'new_Branch', { MaxLength: 4001 })] }),
      '0x80040203',
      'The maxLength 4001 of attribute new_branch is not valid: it must be from 1 to 4000.',
    ],
  ])('refuses %s and makes nothing', async (_, body, code, message) => {
    const house = new HandSeeded()
    const seq = house.store.seq
    const answer = await house.call('POST', '/EntityDefinitions', { body })
    expect([answer.status, answer.json.error]).toEqual([400, { code, message }])
    expect(house.store.seq).toBe(seq)
  })

  it.each([
    ['a label that is a text', { DisplayName: 'Bank' }],
    ['an activity', { IsActivity: true }],
    ['columns that are none', { Attributes: 5 }],
  ])('refuses a body with %s', async (_, more) => {
    const house = new HandSeeded()
    const answer = await house.call('POST', '/EntityDefinitions', { body: table('new_X', more) })
    expect([answer.status, answer.json.error.code]).toEqual([400, '0x80048d19'])
    expect(answer.json.error.message).toContain(Object.keys(more)[0])
  })
})

describe('PUT EntityDefinitions', () => {
  it('renames a table, custom or standard, and raises the version of the metadata', async () => {
    const house = await withBankAccounts()
    const version = async () => {
      const headers = { prefer: 'odata.include-annotations="*"' }
      const { json } = await house.call('GET', '/accounts?$top=1', { headers })
      return Number(json['@Microsoft.Dynamics.CRM.globalmetadataversion'])
    }
    const before = await version()
    for (const name of ['new_bankaccount', 'account']) {
      const address = `/EntityDefinitions(LogicalName='${name}')`
      const changes = { DisplayName: label('Bank'), ChangeTrackingEnabled: false }
      const done = await house.call('PUT', address, { body: changes, headers: { 'mscrm.mergelabels': 'true' } })
      expect([done.status, done.headers['odata-entityid']]).toEqual([204, undefined])
      const { json } = await house.call('GET', address)
      expect(json.DisplayName.UserLocalizedLabel.Label).toBe('Bank')
      expect(json.ChangeTrackingEnabled).toBe(false)
    }
    expect(await version()).toBe(before + 2)
    expect((await house.call('GET', '/accounts?$select=name')).status).toBe(200)
  })

  it('is no PATCH, and finds no table that is not there', async () => {
    const house = new HandSeeded()
    const patch = await house.call('PATCH', "/EntityDefinitions(LogicalName='account')", { body: {} })
    expect(patch.status).toBe(405)
    const missing = await house.call('PUT', bank, { body: { DisplayName: label('x') } })
    expect(missing.status).toBe(404)
  })
})

describe('DELETE EntityDefinitions', () => {
  it('takes the table, its rows, its privileges and its place in the model', async () => {
    const house = await withBankAccounts()
    const id = await house.make('new_bankaccounts', { new_accountname: 'a' })
    const other = house.person('other', { role: 'Basic User' })
    await house.call('POST', '/GrantAccess', {
      body: {
        Target: { '@odata.type': 'Microsoft.Dynamics.CRM.new_bankaccount', new_bankaccountid: id },
        PrincipalAccess: {
          Principal: { '@odata.type': 'Microsoft.Dynamics.CRM.systemuser', systemuserid: other },
          AccessMask: 'ReadAccess',
        },
      },
    })
    expect((await house.call('DELETE', bank)).status).toBe(204)
    expect((await house.call('GET', '/new_bankaccounts')).status).toBe(404)
    expect((await house.call('GET', bank)).status).toBe(404)
    const privileges = await house.call('GET', "/privileges?$filter=contains(name,'BankAccount')")
    expect(privileges.json.value).toEqual([])
    const shares = await house.call('GET', `/principalobjectaccessset?$filter=objectid eq ${id}`)
    expect(shares.json.value).toEqual([])
    await house.call('POST', '/EntityDefinitions', { body: table('new_BankAccount') })
    expect((await house.call('GET', '/new_bankaccounts')).json.value).toEqual([])
  })

  it('takes the views and team templates that are for the table', async () => {
    const house = await withBankAccounts()
    const { json } = await house.call('GET', `${bank}?$select=ObjectTypeCode`)
    const view = await house.make('userqueries', {
      name: 'Mine',
      returnedtypecode: 'new_bankaccount',
      fetchxml: '<fetch><entity name="new_bankaccount" /></fetch>',
      querytype: 0,
    })
    const template = await house.make('teamtemplates', {
      teamtemplatename: 'Readers',
      objecttypecode: json.ObjectTypeCode,
      defaultaccessrightsmask: 1,
    })
    expect((await house.call('DELETE', bank)).status).toBe(204)
    expect((await house.call('GET', `/userqueries(${view})`)).status).toBe(404)
    expect((await house.call('GET', `/teamtemplates(${template})`)).status).toBe(404)
  })

  it('leaves standard tables alone', async () => {
    const house = new HandSeeded()
    const answer = await house.call('DELETE', "/EntityDefinitions(LogicalName='account')")
    expect([answer.status, answer.json.error]).toEqual([
      400,
      { code: '0x80047007', message: 'The specified entity is not customizable' },
    ])
  })
})

describe('a table made in a batch', () => {
  const part = (method: string, path: string, body?: object) =>
    [
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      '',
      `${method} ${path} HTTP/1.1`,
      'Content-Type: application/json',
      '',
      body ? JSON.stringify(body) : '',
      '',
    ].join('\r\n')
  const batch = (house: HandSeeded, parts: string[]) =>
    house.call('POST', '/$batch', {
      headers: { 'content-type': 'multipart/mixed; boundary=b' },
      body: `${parts.map((each) => `--b\r\n${each}`).join('')}--b--\r\n`,
    })

  it('is there for the parts that follow', async () => {
    const house = new HandSeeded()
    const answer = await batch(house, [
      part('POST', '/api/data/v9.2/EntityDefinitions', table('new_BankAccount')),
      part('POST', '/api/data/v9.2/new_bankaccounts', { new_accountname: 'first' }),
      part('GET', '/api/data/v9.2/new_bankaccounts?$select=new_accountname'),
    ])
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('"new_accountname":"first"')
  })

  it('goes with the change set that fails', async () => {
    const house = new HandSeeded()
    const changeSet = (parts: string[]) =>
      `Content-Type: multipart/mixed; boundary=c\r\n\r\n${parts.map((each, at) => `--c\r\nContent-ID: ${at + 1}\r\n${each}`).join('')}--c--\r\n`
    const answer = await batch(house, [
      changeSet([
        part('POST', '/api/data/v9.2/EntityDefinitions', table('new_BankAccount')),
        part('POST', '/api/data/v9.2/new_bankaccounts', { new_nothing: 1 }),
      ]),
    ])
    expect(answer.text).toContain("Invalid property 'new_nothing'")
    expect((await house.call('GET', bank)).status).toBe(404)
    expect((await house.call('GET', '/accounts')).status).toBe(200)
  })
})

describe('a snapshot', () => {
  it('brings back the tables as they were, with rows that are found', async () => {
    const house = await withBankAccounts()
    const id = await house.make('new_bankaccounts', { new_accountname: 'kept' })
    house.store.takeSnapshot('before')
    await house.call('POST', `${bank}/Attributes`, { body: column('String', 'new_Iban') })
    await house.call('PATCH', `/new_bankaccounts(${id})`, { body: { new_iban: 'DE00', new_accountname: 'changed' } })
    house.store.restoreSnapshot('before')
    expect((await house.call('GET', '/new_bankaccounts?$select=new_iban')).status).toBe(400)
    const found = await house.call('GET', "/new_bankaccounts?$select=new_accountname&$filter=new_accountname eq 'kept'")
    expect(found.json.value).toHaveLength(1)
  })
})
