import type { ColumnInput } from '../../../../domain/dataverse/customization/new-column.js'
import type { ColumnDetails } from '../../../../domain/dataverse/environment-rows.js'
import type { ColumnType, RequiredLevel } from '../../../../domain/dataverse/metadata.js'
import { payloadError } from '../../payload-errors.js'
import { columnTypeOf } from '../column-types.js'
import { type AttributeBody, type OptionBody, textOf } from './definition-bodies.js'

/** A column to be made, as a client describes it. Throws for one without a type or name that we know. */
export function readColumn(body: AttributeBody): ColumnInput {
  const type = columnTypeOf(body)
  if (!type || body.SchemaName === undefined)
    throw payloadError(
      'AttributeMetadata',
      `Microsoft.OData.ODataException: An attribute needs a SchemaName and an @odata.type such as Microsoft.Dynamics.CRM.StringAttributeMetadata.`,
    )
  return {
    ...columnDetails(body),
    ...valuesOf(body, type),
    schemaName: body.SchemaName,
    type,
    ...(body.IsPrimaryName ? { isPrimaryName: true } : {}),
  }
}

/** What a body says of a column's looks and values; what it leaves out stays as it is. */
export function columnDetails(body: AttributeBody): Omit<ColumnDetails, 'options'> {
  return withoutBlanks({
    label: textOf(body.DisplayName),
    description: textOf(body.Description),
    // The schema of the body names the levels.
    required: body.RequiredLevel?.Value as RequiredLevel | undefined,
    maxLength: body.MaxLength,
    min: body.MinValue,
    max: body.MaxValue,
    precision: body.Precision,
    format: body.FormatName?.Value ?? body.Format,
    default: body.DefaultValue ?? body.DefaultFormValue,
  })
}

function valuesOf({ DateTimeBehavior, OptionSet }: AttributeBody, type: ColumnType): Partial<ColumnInput> {
  if (type === 'DateTime') return withoutBlanks({ behavior: DateTimeBehavior?.Value })
  if (type === 'Picklist') return { options: (OptionSet?.Options ?? []).map(optionOf) }
  if (type !== 'Boolean') return {}
  return { options: [booleanOption(OptionSet?.FalseOption, 0, 'No'), booleanOption(OptionSet?.TrueOption, 1, 'Yes')] }
}

function optionOf({ Value, Label }: OptionBody): NonNullable<ColumnInput['options']>[number] {
  const label = textOf(Label) ?? ''
  return typeof Value === 'number' ? { value: Value, label } : { label }
}

function booleanOption(option: OptionBody | undefined, value: number, usual: string): { value: number; label: string } {
  return { value, label: textOf(option?.Label) ?? usual }
}

/** Without the members that say nothing. */
export function withoutBlanks<Members extends object>(
  members: Members,
): {
  [Name in keyof Members]?: NonNullable<Members[Name]>
} {
  const said = Object.entries(members).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(said) as { [Name in keyof Members]?: NonNullable<Members[Name]> }
}
