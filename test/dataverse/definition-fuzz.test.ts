import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { column, label, lookup, table } from './customize-bodies.js'
import { fuzz, RUNS } from './fuzz-house.js'
import { ROOT } from './hand-seeded.js'

type Sent = readonly [method: string, path: string, body?: unknown]

/** Mostly what makes sense: a definition with a single mistake is refused whole. */
function mostly<Value>(sensible: readonly Value[], wrong: readonly Value[]): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...sensible) },
    { weight: 1, arbitrary: fc.constantFrom(...wrong) },
  )
}

const tables = mostly(['new_A', 'new_B', 'new_Project', 'Account'], ['new_None', '__proto__', 'systemuser'])
const columns = mostly(['new_One', 'new_Two', 'new_Three'], ['new_Id', 'Plain', 'constructor'])
const types = mostly(
  ['String', 'Memo', 'Integer', 'Decimal', 'Boolean', 'Picklist', 'DateTime', 'Money'],
  ['Lookup', 'X'],
)
const details = mostly<object>(
  [{}, { MaxLength: 5 }, { OptionSet: { Options: [{ Value: 1, Label: label('One') }, { Label: label('Two') }] } }],
  [
    { MaxLength: -1 },
    { MinValue: 1, MaxValue: 0 },
    { OptionSet: 5 },
    { IsPrimaryName: true },
    { RequiredLevel: { Value: 'Never' } },
  ],
)
const described = fc.tuple(types, columns, details).map((parts) => column(...parts))
const named = tables.map((name) => `/EntityDefinitions(LogicalName='${name.toLowerCase()}')`)
const sets = fc.constantFrom('new_as', 'new_bs', 'new_projects', 'accounts')
const values = fc.constantFrom<unknown>('x', 'a longer text', 1, 2, true, null, '2026-01-15')

const many = fc.tuple(tables, tables).map(([Entity1LogicalName, Entity2LogicalName]) => ({
  '@odata.type': 'Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata',
  SchemaName: 'new_links',
  Entity1LogicalName,
  Entity2LogicalName,
}))
const one = fc.tuple(mostly(['new_one_to_many', 'new_other'], ['x']), tables, tables).map((parts) => lookup(...parts))

/** Tables, columns, relationships and keys that come and go, and rows in between. */
function sent(known: readonly string[]): fc.Arbitrary<Sent> {
  const row = fc
    .array(fc.tuple(fc.constantFrom('new_accountname', 'new_name', 'name', 'new_one', 'new_two'), values), {
      maxLength: 2,
    })
    .map((pairs) => Object.fromEntries<unknown>(pairs))
  const bound = fc.constantFrom(...known).map((id) => ({ 'new_OwnerAccountId@odata.bind': `/accounts(${id})` }))
  return fc.oneof<fc.Arbitrary<Sent>[]>(
    fc
      .tuple(tables, fc.array(described, { maxLength: 2 }), mostly(['UserOwned', 'OrganizationOwned'], ['None']))
      .map(([name, more, OwnershipType]) => [
        'POST',
        '/EntityDefinitions',
        table(name, { columns: more, OwnershipType }),
      ]),
    named.map((path) => ['DELETE', path]),
    named.map((path) => ['PUT', path, { DisplayName: label('Other'), ChangeTrackingEnabled: false }]),
    fc.tuple(named, described).map(([path, body]) => ['POST', `${path}/Attributes`, body]),
    fc
      .tuple(named, columns, described)
      .map(([path, name, body]) => ['PUT', `${path}/Attributes(LogicalName='${name.toLowerCase()}')`, body]),
    fc
      .tuple(named, columns)
      .map(([path, name]) => ['DELETE', `${path}/Attributes(LogicalName='${name.toLowerCase()}')`]),
    fc.oneof(one, many).map((body) => ['POST', '/RelationshipDefinitions', body]),
    fc
      .constantFrom('new_one_to_many', 'new_links', 'new_other', 'contact_customer_accounts')
      .map((name) => ['DELETE', `/RelationshipDefinitions(SchemaName='${name}')`]),
    fc
      .tuple(named, columns)
      .map(([path, name]) => ['POST', `${path}/Keys`, { SchemaName: 'new_Key', KeyAttributes: [name.toLowerCase()] }]),
    named.map((path) => ['DELETE', `${path}/Keys(LogicalName='new_key')`]),
    fc.tuple(sets, fc.oneof(row, bound)).map(([set, body]) => ['POST', `/${set}`, body]),
    fc.tuple(sets, values).map(([set, value]) => ['PATCH', `/${set}(new_one='${value}')`, { new_two: value }]),
    fc
      .tuple(fc.constantFrom(...known), sets, fc.constantFrom(...known))
      .map(([id, set, other]) => [
        'POST',
        `/accounts(${id})/new_links/$ref`,
        { '@odata.id': `${ROOT}/${set}(${other})` },
      ]),
    fc.constantFrom<Sent>(
      ['GET', '/$metadata'],
      [
        'GET',
        '/EntityDefinitions?$expand=Attributes,Keys,ManyToOneRelationships,OneToManyRelationships,ManyToManyRelationships',
      ],
      ['GET', '/RelationshipDefinitions'],
      ['GET', '/new_as?$orderby=new_accountname&$count=true'],
      ['GET', '/accounts?$expand=new_links,new_one_to_many'],
    ),
  )
}

describe('definitions that come and go', () => {
  it('are made or refused, and leave tables that can be described, read and written', {
    timeout: 600_000,
  }, async () => {
    const met = await fuzz(sent, (house, [method, path, body]) => house.call(method, path, { body }))
    expect(met.get(204)).toBeGreaterThan(RUNS / 10)
  })
})
