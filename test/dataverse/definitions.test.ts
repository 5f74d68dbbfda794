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
    const one = await house.call('GET', "/RelationshipDefinitions(SchemaName='contact_customer_accounts')")
    expect(one.json.CascadeConfiguration).toEqual({
      Assign: 'Cascade',
      Delete: 'Cascade',
      Reparent: 'Cascade',
      Share: 'Cascade',
      Unshare: 'Cascade',
    })
  })

  it('lists tables as makers of apps see them, for a filter over several lines and another api-version', async () => {
    const house = new HandSeeded()
    const shown =
      'MetadataId,IsCustomEntity,IsManaged,SchemaName,IconVectorName,LogicalName,EntitySetName,IsActivity,DataProviderId,IsRenameable,IsCustomizable,CanCreateForms,CanCreateViews,CanCreateCharts,CanCreateAttributes,CanChangeTrackingBeEnabled,CanModifyAdditionalSettings,CanChangeHierarchicalRelationship,CanEnableSyncToExternalSearchIndex'
    const filter =
      '(IsIntersect eq false and IsLogicalEntity eq false and%0APrimaryNameAttribute ne null and PrimaryNameAttribute ne %27%27 and ObjectTypeCode gt 0 and%0AObjectTypeCode ne 4712 and ObjectTypeCode ne 9933) and (IsCustomizable/Value eq true or IsCustomEntity eq true or IsManaged eq false or IsMappable/Value eq true)'
    const answer = await house.call(
      'GET',
      `http://localhost/api/data/v9.0/EntityDefinitions?$select=${shown}&$filter=${filter}&api-version=9.1`,
      { headers: { accept: 'application/json;odata.metadata=none' } },
    )
    const account = answer.json.value.find((each: { LogicalName: string }) => each.LogicalName === 'account')
    expect(Object.keys(account).sort()).toEqual(shown.split(',').sort())
    expect(account).toMatchObject({
      IconVectorName: null,
      DataProviderId: null,
      CanCreateViews: { Value: true, CanBeChanged: true, ManagedPropertyLogicalName: 'cancreateviews' },
    })
    const names = answer.json.value.map((each: { LogicalName: string }) => each.LogicalName)
    expect(names).not.toContain('teammembership')
  })
})
