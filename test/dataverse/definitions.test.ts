import { describe, expect, it } from 'vitest'
import { HandSeeded, ROOT } from './hand-seeded.js'

describe('EntityDefinitions', () => {
  it('tells a table by its name', async () => {
    const house = new HandSeeded()
    const answer = await house.call(
      'GET',
      "/EntityDefinitions?$select=LogicalName,EntitySetName,PrimaryIdAttribute&$filter=LogicalName eq 'new_project'",
    )
    expect(answer.json['@odata.context']).toBe(
      `${ROOT}/$metadata#EntityDefinitions(LogicalName,EntitySetName,PrimaryIdAttribute)`,
    )
    expect(answer.json.value).toMatchObject([
      { LogicalName: 'new_project', EntitySetName: 'new_projects', PrimaryIdAttribute: 'new_projectid' },
    ])
    const none = await house.call('GET', "/EntityDefinitions?$select=LogicalName&$filter=LogicalName eq 'acount'")
    expect(none.json.value).toEqual([])
  })

  it('filters columns by enumeration, level and cast', async () => {
    const house = new HandSeeded()
    const account = "/EntityDefinitions(LogicalName='account')"
    const picklists = await house.call(
      'GET',
      `${account}?$select=LogicalName&$expand=Attributes($select=LogicalName;$filter=AttributeType eq Microsoft.Dynamics.CRM.AttributeTypeCode'Picklist')`,
    )
    const names = picklists.json.Attributes.map((each: { LogicalName: string }) => each.LogicalName)
    expect(names).toContain('accountcategorycode')
    expect(names).not.toContain('name')
    const required = await house.call(
      'GET',
      `${account}/Attributes?$select=SchemaName&$filter=RequiredLevel/Value eq Microsoft.Dynamics.CRM.AttributeRequiredLevel'ApplicationRequired'`,
    )
    expect(required.json.value.map((each: { SchemaName: string }) => each.SchemaName)).toEqual(['Name'])
    const options = await house.call(
      'GET',
      `${account}/Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options)`,
    )
    const category = options.json.value.find(
      (each: { LogicalName: string }) => each.LogicalName === 'accountcategorycode',
    )
    expect(category.OptionSet.Options[0]).toMatchObject({
      Value: 1,
      Label: { UserLocalizedLabel: { LanguageCode: 1033 } },
    })
  })

  it('lists relationships by kind', async () => {
    const house = new HandSeeded()
    const answer = await house.call(
      'GET',
      "/RelationshipDefinitions/Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata?$select=SchemaName&$filter=ReferencedEntity eq 'account'",
    )
    const names = answer.json.value.map((each: { SchemaName: string }) => each.SchemaName)
    expect(names).toContain('contact_customer_accounts')
    expect(names).not.toContain('teammembership_association')
  })
})
