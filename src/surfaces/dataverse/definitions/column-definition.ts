import { columnIdOf } from '../../../domain/dataverse/customization/columns.js'
import type { ColumnMetadata, ColumnType, TableMetadata } from '../../../domain/dataverse/metadata.js'
import { guidOf } from '../../../kernel/guid.js'
import { metadataNames } from './column-types.js'
import { type Definition, type DefinitionNode, noNavigations } from './definition.js'
import { labelOf, managed } from './label.js'

const choiceTypes = new Set<ColumnType>(['Picklist', 'State', 'Status', 'Boolean'])

/** A column as `Attributes` shows it (Microsoft: AttributeMetadata entity type). */
export function columnDefinition(table: TableMetadata, column: ColumnMetadata, number: number): DefinitionNode {
  const [type, typeName, metadataType] = metadataNames[column.type]
  const source = `${table.logicalName}/${column.logicalName}`
  const isPrimary = (name: string | null) => name === column.logicalName
  return {
    definition: {
      '@odata.type': `#Microsoft.Dynamics.CRM.${metadataType}`,
      MetadataId: columnIdOf(table.logicalName, column.logicalName),
      LogicalName: column.logicalName,
      SchemaName: column.schemaName,
      AttributeType: type,
      AttributeTypeName: { Value: typeName },
      EntityLogicalName: table.logicalName,
      DisplayName: labelOf(column.label, `${source}/name`),
      Description: labelOf(column.description ?? null, source),
      RequiredLevel: {
        Value: column.required,
        CanBeChanged: column.required !== 'SystemRequired',
        ManagedPropertyLogicalName: 'canmodifyrequirementlevelsettings',
      },
      IsPrimaryId: isPrimary(table.primaryId),
      IsPrimaryName: isPrimary(table.primaryName),
      IsCustomAttribute: column.isCustom ?? false,
      IsManaged: !column.isCustom,
      IsSecured: false,
      IsCustomizable: managed('iscustomizable', true),
      IsValidForCreate: column.validForCreate,
      IsValidForRead: column.validForRead,
      IsValidForUpdate: column.validForUpdate,
      AttributeOf: null,
      ColumnNumber: number,
      HasChanged: null,
      ...limitsOf(column),
    },
    navigations: choiceTypes.has(column.type)
      ? { OptionSet: () => optionSet(table, column), GlobalOptionSet: () => undefined }
      : noNavigations,
  }
}

function limitsOf(column: ColumnMetadata): Definition {
  const limits: Record<string, unknown> = {}
  if (column.maxLength !== undefined) limits.MaxLength = column.maxLength
  if (column.min !== undefined) limits.MinValue = column.min
  if (column.max !== undefined) limits.MaxValue = column.max
  if (column.precision !== undefined) limits.Precision = column.precision
  if (column.targets) limits.Targets = column.targets
  if (column.type === 'DateTime') limits.DateTimeBehavior = { Value: column.behavior ?? 'UserLocal' }
  if (column.type === 'String' || column.type === 'DateTime') limits.Format = column.format ?? 'Text'
  if (column.type === 'Boolean') limits.DefaultValue = column.default ?? false
  else if (choiceTypes.has(column.type)) limits.DefaultFormValue = column.default ?? -1
  return limits
}

function optionSet(table: TableMetadata, column: ColumnMetadata): DefinitionNode {
  const name = `${table.logicalName}_${column.logicalName}`
  const options = (column.options ?? []).map(([value, label, partner]) => ({
    Value: Number(value),
    Color: null,
    IsManaged: true,
    MetadataId: null,
    HasChanged: null,
    Label: labelOf(label, `${name}/${Number(value)}`),
    Description: labelOf(null, name),
    ...(column.type === 'State' ? { DefaultStatus: partner ?? null, InvariantName: label } : {}),
    ...(column.type === 'Status' ? { State: partner ?? null } : {}),
  }))
  const choices = column.type === 'Boolean' ? { FalseOption: options[0], TrueOption: options[1] } : { Options: options }
  return {
    definition: {
      MetadataId: guidOf(`optionset/${name}`),
      Name: name,
      IsGlobal: false,
      IsCustomOptionSet: column.isCustom ?? false,
      OptionSetType: column.type,
      DisplayName: labelOf(column.label, name),
      Description: labelOf(null, name),
      ...choices,
    },
    navigations: noNavigations,
  }
}
