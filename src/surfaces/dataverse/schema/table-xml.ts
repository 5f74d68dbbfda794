import {
  type ColumnMetadata,
  isLookup,
  lookupProperty,
  type Navigation,
  type TableMetadata,
} from '../../../domain/dataverse/metadata.js'
import { type Model, requiredTable } from '../../../domain/dataverse/model.js'
import { type Html, html as xml } from '../../../http/html.js'
import { edmTypeOf, hasOwnerId } from '../entity-types.js'

/** A table as an entity type. `isAnnotated` adds what is said of columns beside their types. */
export function tableXml(model: Model, table: TableMetadata, isAnnotated: boolean): Html {
  const { logicalName, displayName, primaryId } = table
  const columns = [...table.columns.values()].filter((column) => column.validForRead || column.validForCreate)
  const navigations = [...model.navigations(logicalName).values()]
  // Users and teams have the key of what they have in common.
  const key = !hasOwnerId(table) && xml`<Key><PropertyRef Name="${primaryId}"/></Key>`
  return xml`<EntityType Name="${logicalName}" BaseType="mscrm.${hasOwnerId(table) ? 'principal' : 'crmbaseentity'}">${key}${columns.map(
    (column) => columnXml(column, isAnnotated),
  )}${navigations.map((navigation) => navigationXml(model, table, navigation))}${keysXml(table)}${
    isAnnotated && displayName !== null && descriptionXml(displayName)
  }</EntityType>`
}

function columnXml(column: ColumnMetadata, isAnnotated: boolean): Html {
  const { logicalName, label, validForCreate, validForUpdate } = column
  const name = isLookup(column) ? lookupProperty(logicalName) : logicalName
  const isComputed = !validForCreate && !validForUpdate
  const start = xml`<Property Name="${name}" ${typeXml(column)}`
  if (!isAnnotated || (label === null && !isComputed)) return xml`${start}/>`
  return xml`${start}>${label !== null && descriptionXml(label)}${
    isComputed && xml`<Annotation Term="Org.OData.Core.V1.Computed" Bool="true"/>`
  }</Property>`
}

function typeXml(column: ColumnMetadata): Html {
  if (column.type === 'ManagedProperty') return xml`Type="mscrm.BooleanManagedProperty"`
  const type = edmTypeOf(column)
  if (type === 'Edm.String') return xml`Type="Edm.String" Unicode="false"`
  return type === 'Edm.Decimal' ? xml`Type="Edm.Decimal" Scale="Variable"` : xml`Type="${type}"`
}

function descriptionXml(text: string): Html {
  return xml`<Annotation Term="Org.OData.Core.V1.Description" String="${text}"/>`
}

function navigationXml(model: Model, table: TableMetadata, navigation: Navigation): Html {
  const { name } = navigation
  const partner = partnerOf(model, table, navigation)
  const partnerXml = partner !== undefined && xml` Partner="${partner}"`
  if (navigation.kind !== 'single')
    return xml`<NavigationProperty Name="${name}" Type="Collection(mscrm.${navigation.target})"${partnerXml}/>`
  const target = targetOf(navigation)
  const isPrincipal = target === undefined || hasOwnerId(requiredTable(model, target))
  const key = isPrincipal ? 'ownerid' : requiredTable(model, target).primaryId
  return xml`<NavigationProperty Name="${name}" Type="mscrm.${target ?? 'principal'}" Nullable="false"${partnerXml}><ReferentialConstraint Property="${lookupProperty(navigation.column)}" ReferencedProperty="${key}"/></NavigationProperty>`
}

/** The table that a lookup leads to; undefined for an owner, who may be a user or a team. */
function targetOf({ targets }: Extract<Navigation, { kind: 'single' }>): string | undefined {
  return targets.length === 1 ? targets[0] : undefined
}

/** The navigation property that leads back. */
function partnerOf(model: Model, { logicalName }: TableMetadata, navigation: Navigation): string | undefined {
  if (navigation.kind === 'collection') return navigation.relationship.navigation
  if (navigation.kind === 'many') {
    const { navigation1, navigation2 } = navigation.relationship
    return navigation.name === navigation1 ? navigation2 : navigation1
  }
  return model.manyToOne.find(({ from, navigation: name }) => from === logicalName && name === navigation.name)
    ?.collection
}

function keysXml({ keys }: TableMetadata): Html | false {
  const records = keys.map(({ columns }) => {
    const refs = columns.map(
      (column) =>
        xml`<Record Type="OData.Community.Keys.V1.PropertyRef"><PropertyValue Property="Alias" String="${column}"/><PropertyValue Property="Name" PropertyPath="${column}"/></Record>`,
    )
    return xml`<Record Type="OData.Community.Keys.V1.AlternateKey"><PropertyValue Property="Key"><Collection>${refs}</Collection></PropertyValue></Record>`
  })
  if (records.length === 0) return false
  return xml`<Annotation Term="OData.Community.Keys.V1.AlternateKeys"><Collection>${records}</Collection></Annotation>`
}

/** A table as an entity set, and where its navigation properties lead. */
export function setXml(model: Model, table: TableMetadata, isAnnotated: boolean): Html {
  const bindings = [...model.navigations(table.logicalName).values()].flatMap((navigation) => {
    const target = navigation.kind === 'single' ? targetOf(navigation) : navigation.target
    if (target === undefined) return []
    const set = requiredTable(model, target).entitySetName
    return xml`<NavigationPropertyBinding Path="${navigation.name}" Target="${set}"/>`
  })
  const tracking =
    isAnnotated &&
    table.changeTracking &&
    xml`<Annotation Term="Org.OData.Capabilities.V1.ChangeTracking"><Record><PropertyValue Property="Supported" Bool="true"/></Record></Annotation>`
  return xml`<EntitySet Name="${table.entitySetName}" EntityType="mscrm.${table.logicalName}">${bindings}${tracking}</EntitySet>`
}
