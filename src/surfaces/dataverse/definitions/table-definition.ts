import type { Environment } from '../../../domain/dataverse/environment-rows.js'
import type { KeyMetadata, TableMetadata } from '../../../domain/dataverse/metadata.js'
import type { Model } from '../../../domain/dataverse/model.js'
import { privilegeCatalog } from '../../../domain/dataverse/privilege-catalog.js'
import { guidOf } from '../../../kernel/guid.js'
import { columnDefinition } from './column-definition.js'
import { type Definition, type DefinitionNode, noNavigations } from './definition.js'
import { labelOf, managed } from './label.js'
import { manyToManyDefinition, manyToOneDefinition } from './relationship-definition.js'

/** A table as `EntityDefinitions` shows it (Microsoft: EntityMetadata entity type). */
export function tableDefinition(environment: Environment, model: Model, table: TableMetadata): DefinitionNode {
  const { logicalName, schemaName } = table
  return {
    definition: {
      MetadataId: table.metadataId,
      LogicalName: logicalName,
      SchemaName: schemaName,
      EntitySetName: table.entitySetName,
      LogicalCollectionName: table.entitySetName,
      CollectionSchemaName: `${schemaName}s`,
      PrimaryIdAttribute: table.primaryId,
      PrimaryNameAttribute: table.primaryName,
      ObjectTypeCode: table.objectTypeCode ?? 0,
      OwnershipType: table.ownership,
      IsCustomEntity: table.isCustom,
      IsManaged: !table.isCustom,
      IsActivity: table.isActivity,
      IsIntersect: table.isIntersect,
      IsLogicalEntity: false,
      IsPrivate: false,
      IconVectorName: null,
      DataProviderId: null,
      IsOptimisticConcurrencyEnabled: table.optimisticConcurrency,
      ChangeTrackingEnabled: table.changeTracking,
      ...managedProperties,
      DisplayName: labelOf(table.displayName, `${logicalName}/name`),
      DisplayCollectionName: labelOf(table.displayCollectionName, `${logicalName}/names`),
      Description: labelOf(table.description ?? null, logicalName),
      HasChanged: null,
      Privileges: privilegesOf(environment, table),
    },
    navigations: navigationsOf(model, table),
  }
}

function navigationsOf(model: Model, table: TableMetadata): DefinitionNode['navigations'] {
  const { logicalName } = table
  return {
    Attributes: () => [...table.columns.values()].map((column, at) => columnDefinition(table, column, at + 1)),
    Keys: () => table.keys.map((key) => keyDefinition(table, key)),
    ManyToOneRelationships: () =>
      model.manyToOne.filter(({ from }) => from === logicalName).map((each) => manyToOneDefinition(model, each)),
    OneToManyRelationships: () => model.referencesTo(logicalName).map((each) => manyToOneDefinition(model, each)),
    ManyToManyRelationships: () =>
      model.manyToMany
        .filter(({ table1, table2 }) => table1 === logicalName || table2 === logicalName)
        .map((each) => manyToManyDefinition(model, each)),
  }
}

/** What a customizer may do; nothing is locked here. */
const managedProperties: Definition = {
  IsCustomizable: managed('iscustomizable', true),
  IsRenameable: managed('isrenameable', true),
  IsMappable: managed('ismappable', true, false),
  CanCreateAttributes: managed('cancreateattributes', true, false),
  CanCreateForms: managed('cancreateforms', true),
  CanCreateViews: managed('cancreateviews', true),
  CanCreateCharts: managed('cancreatecharts', true),
  CanChangeTrackingBeEnabled: managed('canchangetrackingbeenabled', true),
  CanChangeHierarchicalRelationship: managed('canchangehierarchicalrelationship', true),
  CanModifyAdditionalSettings: managed('canmodifyadditionalsettings', true),
  CanEnableSyncToExternalSearchIndex: managed('canenablesynctoexternalsearchindex', true),
}

function privilegesOf(environment: Environment, table: TableMetadata): object[] {
  const own = privilegeCatalog(environment).all.filter((privilege) => privilege.table === table.logicalName)
  return own.map(({ depths, name, privilegeid, right }) => ({
    CanBeBasic: depths.includes('Basic'),
    CanBeDeep: depths.includes('Deep'),
    CanBeGlobal: depths.includes('Global'),
    CanBeLocal: depths.includes('Local'),
    CanBeEntityReference: false,
    CanBeParentEntityReference: false,
    CanBeRecordFilter: false,
    Name: name,
    PrivilegeId: privilegeid,
    PrivilegeType: right,
  }))
}

/** The id of a key's definition. */
export function keyIdOf(table: string, key: string): string {
  return guidOf(`key/${table}/${key}`)
}

function keyDefinition(table: TableMetadata, key: KeyMetadata): DefinitionNode {
  return {
    definition: {
      MetadataId: keyIdOf(table.logicalName, key.logicalName),
      LogicalName: key.logicalName,
      SchemaName: key.logicalName,
      EntityLogicalName: table.logicalName,
      KeyAttributes: key.columns,
      EntityKeyIndexStatus: 'Active',
      IsManaged: !table.isCustom,
      HasChanged: null,
    },
    navigations: noNavigations,
  }
}
