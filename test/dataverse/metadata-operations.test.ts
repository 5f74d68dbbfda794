import { describe, expect, it } from 'vitest'
import { column, label, table } from './customize-bodies.js'
import { HandSeeded } from './hand-seeded.js'

const asked = (query: object, more = '') =>
  `/RetrieveMetadataChanges(Query=@q${more})?@q=${encodeURIComponent(JSON.stringify(query))}`
const equals = (PropertyName: string, Value: string) => ({
  Conditions: [{ PropertyName, ConditionOperator: 'Equals', Value: { Type: 'System.String', Value } }],
})
const named = (...PropertyNames: string[]) => ({ PropertyNames })

describe('CreateEntities', () => {
  it('makes several tables, whose columns come as complex types', async () => {
    const house = new HandSeeded()
    const code = column('String', 'new_Code')
    const complex = { ...code, '@odata.type': 'Microsoft.Dynamics.CRM.ComplexStringAttributeMetadata' }
    const Entities = [table('new_One', { columns: [complex] }), table('new_Two')]
    expect((await house.call('POST', '/CreateEntities', { body: { Entities } })).status).toBe(204)
    await house.make('new_ones', { new_code: 'x' })
    await house.make('new_twos', { new_accountname: 'y' })
  })

  it('makes none where one is refused', async () => {
    const house = new HandSeeded()
    const Entities = [table('new_One'), table('new_ONE')]
    const answer = await house.call('POST', '/CreateEntities', { body: { Entities } })
    expect([answer.status, answer.json.error.code]).toEqual([400, '0x80047010'])
    expect((await house.call('GET', '/new_ones')).status).toBe(404)
    expect((await house.call('POST', '/CreateEntities', { body: {} })).status).toBe(400)
  })
})

describe('RetrieveMetadataChanges', () => {
  it('tells what is wanted of the tables and columns that match', async () => {
    const house = new HandSeeded()
    const { json } = await house.call(
      'GET',
      asked({
        Properties: named('LogicalName', 'Attributes'),
        Criteria: equals('LogicalName', 'account'),
        AttributeQuery: { Properties: named('LogicalName', 'MaxLength'), Criteria: equals('LogicalName', 'name') },
      }),
    )
    expect(json.EntityMetadata).toEqual([
      {
        LogicalName: 'account',
        MetadataId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        HasChanged: null,
        Attributes: [
          {
            '@odata.type': '#Microsoft.Dynamics.CRM.StringAttributeMetadata',
            LogicalName: 'name',
            MaxLength: 160,
            MetadataId: expect.stringMatching(/^[0-9a-f-]{36}$/),
            HasChanged: null,
          },
        ],
      },
    ])
  })

  it.each([
    ['In', { Type: 'System.String[]', Value: '["team","role"]' }, ['role', 'team']],
    ['NotIn', ['new_project'], undefined],
    ['NotEquals', 'account', undefined],
  ])('finds tables by %s', async (ConditionOperator, Value, names) => {
    const house = new HandSeeded()
    const Conditions = [{ PropertyName: 'LogicalName', ConditionOperator, Value }]
    const { json } = await house.call('GET', asked({ Properties: named('LogicalName'), Criteria: { Conditions } }))
    const found = json.EntityMetadata.map(({ LogicalName }: { LogicalName: string }) => LogicalName).sort()
    if (names) expect(found).toEqual(names)
    else {
      expect(found).toContain('team')
      expect(found).not.toContain(typeof Value === 'string' ? Value : 'new_project')
    }
  })

  it('takes a stamp that is current for nothing to tell, and no older one', async () => {
    const house = new HandSeeded()
    const query = { Properties: named('LogicalName') }
    const first = await house.call('GET', asked(query))
    const since = `,ClientVersionStamp='${first.json.ServerVersionStamp}'`
    expect((await house.call('GET', asked(query, since))).json.EntityMetadata).toEqual([])
    await house.call('PUT', "/EntityDefinitions(LogicalName='account')", { body: { DisplayName: label('Client') } })
    const expired = await house.call('GET', asked(query, since))
    expect([expired.status, expired.json.error.code]).toEqual([400, '0x80044352'])
  })

  it('refuses a condition that nobody can hold', async () => {
    const house = new HandSeeded()
    const Criteria = { Conditions: [{ PropertyName: 'LogicalName', ConditionOperator: 'Like', Value: 'a' }] }
    const answer = await house.call('GET', asked({ Criteria }))
    expect([answer.status, answer.json.error.code]).toEqual([400, '0x80040203'])
  })
})
