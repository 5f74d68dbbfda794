import { type Model, requiredTable } from '../../../domain/dataverse/model.js'
import { type Html, html as xml } from '../../../http/html.js'
import { complexTypes, enumTypes } from './complex-types.js'
import { importsXml, operationsXml } from './operation-xml.js'
import { setXml, tableXml } from './table-xml.js'
import { membersXml } from './type-names.js'

/** What all tables have in common, and users and teams. */
const BASE = xml`<EntityType Name="crmbaseentity" Abstract="true"/><EntityType Name="expando" BaseType="mscrm.crmbaseentity" OpenType="true"/><EntityType Name="crmmodelbaseentity" Abstract="true"/><EntityType Name="principal" BaseType="mscrm.crmbaseentity"><Key><PropertyRef Name="ownerid"/></Key><Property Name="ownerid" Type="Edm.Guid" Nullable="false"/></EntityType>`

/** Where the terms of annotations are explained. */
const VOCABULARIES = [
  ['http://vocabularies.odata.org/OData.Community.Keys.V1.xml', 'OData.Community.Keys.V1', 'Keys'],
  ['http://docs.oasis-open.org/odata/odata/v4.0/os/vocabularies/Org.OData.Core.V1.xml', 'Org.OData.Core.V1', 'Core'],
  [
    'http://docs.oasis-open.org/odata/odata/v4.0/os/vocabularies/Org.OData.Capabilities.V1.xml',
    'Org.OData.Capabilities.V1',
    'Capabilities',
  ],
] as const

/** The tables and operations of an environment as CSDL (OData Common Schema Definition Language 4.0). */
export function schemaXml(model: Model, isAnnotated: boolean): string {
  const tables = model.tableNames.map((name) => requiredTable(model, name))
  const references = VOCABULARIES.map(
    ([uri, namespace, alias]) =>
      xml`<edmx:Reference Uri="${uri}"><edmx:Include Namespace="${namespace}" Alias="${alias}"/></edmx:Reference>`,
  )
  const sets = [...tables].sort((left, right) => (left.entitySetName < right.entitySetName ? -1 : 1))
  const { html: text } =
    xml`<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">${references}<edmx:DataServices><Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm">${BASE}${tables.map(
      (table) => tableXml(model, table, isAnnotated),
    )}${valueTypesXml()}${operationsXml()}<EntityContainer Name="System">${sets.map((table) =>
      setXml(model, table, isAnnotated),
    )}${importsXml()}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`
  return `<?xml version="1.0" encoding="utf-8"?>${text}`
}

function valueTypesXml(): readonly Html[] {
  const enums = Object.entries(enumTypes).map(([name, { members, isFlags }]) => {
    const shown = Object.entries(members).map(([member, value]) => xml`<Member Name="${member}" Value="${value}"/>`)
    return xml`<EnumType Name="${name}"${isFlags && xml` IsFlags="true"`}>${shown}</EnumType>`
  })
  const complex = Object.entries(complexTypes).map(
    ([name, members]) => xml`<ComplexType Name="${name}">${membersXml(members)}</ComplexType>`,
  )
  return [...enums, ...complex]
}
