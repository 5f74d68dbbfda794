import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { operations } from '../../src/surfaces/dataverse/operation-table.js'
import { signatures } from '../../src/surfaces/dataverse/schema/operation-signatures.js'
import { HandSeeded } from './hand-seeded.js'

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
}

/** The root of a document; throws where it is not well formed. */
function parseXml(text: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] }
  const open = [root]
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Readonly<Record<string, string>>, children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => open.pop())
  parser.write(text).close()
  return root
}

function all(element: Element, name: string): readonly Element[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)])
}

function named(element: Element, kind: string, name: string): Element {
  const found = all(element, kind).find(({ attributes }) => attributes.Name === name)
  if (!found) throw new Error(`no ${kind} ${name}`)
  return found
}

async function schema(query = '', headers: Record<string, string> = {}) {
  const house = new HandSeeded()
  const answer = await house.call('GET', `/$metadata${query}`, { headers: { accept: 'application/xml', ...headers } })
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/xml'])
  return { house, text: answer.text, root: parseXml(answer.text) }
}

const typeOf = ({ attributes }: Element) => (attributes.Type ?? '').replace(/^Collection\((.*)\)$/, '$1')

describe('$metadata', () => {
  it('describes tables as the service does', async () => {
    const { root } = await schema()
    const [edmx] = root.children
    expect([edmx?.name, edmx?.attributes.Version]).toEqual(['edmx:Edmx', '4.0'])
    const [only, ...more] = all(root, 'Schema')
    expect(more).toEqual([])
    expect(only?.attributes).toMatchObject({ Namespace: 'Microsoft.Dynamics.CRM', Alias: 'mscrm' })
    const account = named(root, 'EntityType', 'account')
    expect(account.attributes.BaseType).toBe('mscrm.crmbaseentity')
    expect(all(account, 'PropertyRef').map(({ attributes }) => attributes)).toEqual([{ Name: 'accountid' }])
    const property = (name: string) => named(account, 'Property', name).attributes
    expect(property('name')).toEqual({ Name: 'name', Type: 'Edm.String', Unicode: 'false' })
    expect(property('revenue')).toEqual({ Name: 'revenue', Type: 'Edm.Decimal', Scale: 'Variable' })
    expect(property('_primarycontactid_value')).toEqual({ Name: '_primarycontactid_value', Type: 'Edm.Guid' })
    const navigation = named(account, 'NavigationProperty', 'primarycontactid')
    expect(navigation.attributes).toEqual({
      Name: 'primarycontactid',
      Type: 'mscrm.contact',
      Nullable: 'false',
      Partner: 'account_primary_contact',
    })
    expect(navigation.children.map(({ name, attributes }) => [name, attributes])).toEqual([
      ['ReferentialConstraint', { Property: '_primarycontactid_value', ReferencedProperty: 'contactid' }],
    ])
    expect(named(account, 'NavigationProperty', 'ownerid').attributes.Type).toBe('mscrm.principal')
  })

  it('gives users and teams the key of a principal', async () => {
    const { root } = await schema()
    for (const name of ['systemuser', 'team']) {
      const type = named(root, 'EntityType', name)
      expect([type.attributes.BaseType, all(type, 'Key')]).toEqual(['mscrm.principal', []])
    }
    const roles = named(named(root, 'EntityType', 'systemuser'), 'NavigationProperty', 'systemuserroles_association')
    expect(roles.attributes.Type).toBe('Collection(mscrm.role)')
    const principal = named(root, 'EntityType', 'principal')
    expect(all(principal, 'PropertyRef')[0]?.attributes.Name).toBe('ownerid')
  })

  it('names nothing that it does not declare, and leads back from wherever it leads', async () => {
    const { root } = await schema()
    const types = new Map<string, Element>(
      ['EntityType', 'ComplexType', 'EnumType'].flatMap((kind) =>
        all(root, kind).map((type) => [`mscrm.${type.attributes.Name}`, type] as const),
      ),
    )
    const used = ['Property', 'NavigationProperty', 'Parameter', 'ReturnType'].flatMap((kind) => all(root, kind))
    const strangers = used.map(typeOf).filter((type) => !type.startsWith('Edm.') && !types.has(type))
    expect(strangers).toEqual([])
    const sets = new Set(all(root, 'EntitySet').map(({ attributes }) => attributes.Name))
    const targets = all(root, 'NavigationPropertyBinding').map(({ attributes }) => attributes.Target)
    expect(targets.filter((target) => !sets.has(target))).toEqual([])
    for (const type of all(root, 'EntityType')) {
      const names = type.children.flatMap(({ attributes }) => attributes.Name ?? [])
      expect([type.attributes.Name, names.length]).toEqual([type.attributes.Name, new Set(names).size])
      const deadEnds = all(type, 'NavigationProperty').filter((navigation) => {
        const other = types.get(typeOf(navigation))
        const back = other ? all(other, 'NavigationProperty').map(({ attributes }) => attributes.Name) : []
        const { Partner } = navigation.attributes
        return Partner !== undefined && !back.includes(Partner)
      })
      expect([type.attributes.Name, deadEnds]).toEqual([type.attributes.Name, []])
    }
  })

  it('has every operation, bound as it is called', async () => {
    expect(Object.keys(signatures).sort()).toEqual(operations.map(({ name }) => name).sort())
    const { root } = await schema()
    const retrieve = named(root, 'Function', 'RetrieveUserPrivileges')
    expect(retrieve.attributes.IsBound).toBe('true')
    expect(retrieve.children.map(({ name, attributes }) => [name, attributes])).toEqual([
      ['Parameter', { Name: 'entity', Type: 'mscrm.systemuser', Nullable: 'false' }],
      ['ReturnType', { Type: 'mscrm.RetrieveUserPrivilegesResponse', Nullable: 'false' }],
    ])
    expect(named(root, 'Function', 'WhoAmI').attributes).toEqual({ Name: 'WhoAmI' })
    expect(named(root, 'FunctionImport', 'WhoAmI').attributes.Function).toBe('mscrm.WhoAmI')
    expect(named(root, 'ActionImport', 'GrantAccess').attributes.Action).toBe('mscrm.GrantAccess')
    expect(named(root, 'Function', 'RetrieveAadUserRoles').attributes.IsComposable).toBe('true')
    const multiple = named(root, 'Action', 'CreateMultiple')
    expect(multiple.children[0]?.attributes).toMatchObject({
      Name: 'entityset',
      Type: 'Collection(mscrm.crmbaseentity)',
    })
    const rights = named(root, 'EnumType', 'AccessRights')
    expect(rights.attributes.IsFlags).toBe('true')
    expect(rights.children.map(({ attributes }) => `${attributes.Name} ${attributes.Value}`)).toEqual([
      'None 0',
      'ReadAccess 1',
      'WriteAccess 2',
      'AppendAccess 4',
      'AppendToAccess 16',
      'CreateAccess 32',
      'DeleteAccess 65536',
      'ShareAccess 262144',
      'AssignAccess 524288',
    ])
  })

  it('knows the tables of the environment, and every set of the service document', async () => {
    const { house, root } = await schema()
    const project = named(root, 'EntityType', 'new_project')
    expect(named(project, 'Property', 'new_budget').attributes.Type).toBe('Edm.Decimal')
    expect(named(project, 'Property', '_new_customerid_value').attributes.Type).toBe('Edm.Guid')
    const { json } = await house.call('GET', '/')
    const sets = all(named(root, 'EntityContainer', 'System'), 'EntitySet').map(({ attributes }) => attributes.Name)
    expect(sets).toEqual(json.value.map(({ name }: { name: string }) => name))
  })

  it('adds labels and abilities when asked', async () => {
    const plain = await schema()
    const terms = (root: Element) => new Set(all(root, 'Annotation').map(({ attributes }) => attributes.Term))
    const keys = 'OData.Community.Keys.V1.AlternateKeys'
    const full = [
      keys,
      'Org.OData.Capabilities.V1.ChangeTracking',
      'Org.OData.Core.V1.Computed',
      'Org.OData.Core.V1.Description',
    ]
    expect([...terms(plain.root)]).toEqual([keys])
    expect([...terms((await schema('?annotations=true')).root)].sort()).toEqual(full)
    const preferred = await schema('', { prefer: 'odata.include-annotations="*"' })
    expect([...terms(preferred.root)].sort()).toEqual(full)
    const name = named(named(preferred.root, 'EntityType', 'account'), 'Property', 'name')
    expect(name.children[0]?.attributes).toEqual({ Term: 'Org.OData.Core.V1.Description', String: 'Account Name' })
  })

  it('is for callers with a token alone, and is only read', async () => {
    const house = new HandSeeded()
    expect((await house.call('GET', '/$metadata', { as: null })).status).toBe(401)
    const posted = await house.call('POST', '/$metadata', { body: {} })
    expect([posted.status, posted.json.error.code]).toEqual([405, '0x80060888'])
  })
})
