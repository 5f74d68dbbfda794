import { findSchemaProblem } from '../../../../http/validate.js'
import type { RequestContext } from '../../context.js'
import { requireJsonObject } from '../../json-body.js'
import { payloadError } from '../../payload-errors.js'

/** A text as clients send it, in one language or several. */
export interface LabelBody {
  readonly LocalizedLabels?: readonly { readonly Label: string; readonly LanguageCode?: number }[]
  readonly UserLocalizedLabel?: { readonly Label: string } | null
}

export interface OptionBody {
  readonly Value?: number | null
  readonly Label?: LabelBody
}

/** A column as clients send it: what is meant depends on its type. */
export interface AttributeBody {
  readonly '@odata.type'?: string
  readonly AttributeType?: string
  readonly SchemaName?: string
  readonly DisplayName?: LabelBody | null
  readonly Description?: LabelBody | null
  readonly RequiredLevel?: { readonly Value?: string } | null
  readonly IsPrimaryName?: boolean
  readonly MaxLength?: number | null
  readonly MinValue?: number | null
  readonly MaxValue?: number | null
  readonly Precision?: number | null
  readonly Format?: string | null
  readonly FormatName?: { readonly Value?: string } | null
  readonly DateTimeBehavior?: { readonly Value?: string } | null
  readonly DefaultValue?: boolean | null
  readonly DefaultFormValue?: number | null
  readonly OptionSet?: {
    readonly Options?: readonly OptionBody[]
    readonly TrueOption?: OptionBody
    readonly FalseOption?: OptionBody
  } | null
}

export interface EntityBody {
  readonly SchemaName?: string
  readonly EntitySetName?: string | null
  readonly DisplayName?: LabelBody | null
  readonly DisplayCollectionName?: LabelBody | null
  readonly Description?: LabelBody | null
  readonly OwnershipType?: 'UserOwned' | 'OrganizationOwned'
  readonly ChangeTrackingEnabled?: boolean | null
  readonly Attributes?: readonly AttributeBody[]
}

export interface KeyBody {
  readonly SchemaName: string
  readonly KeyAttributes: readonly string[]
}

export interface RelationshipBody {
  readonly '@odata.type'?: string
  readonly SchemaName: string
  readonly ReferencedEntity?: string
  readonly ReferencingEntity?: string
  readonly ReferencedEntityNavigationPropertyName?: string | null
  readonly ReferencingEntityNavigationPropertyName?: string | null
  readonly CascadeConfiguration?: { readonly Assign?: string; readonly Delete?: string } | null
  readonly Lookup?: AttributeBody
  readonly Entity1LogicalName?: string
  readonly Entity2LogicalName?: string
  readonly Entity1NavigationPropertyName?: string | null
  readonly Entity2NavigationPropertyName?: string | null
  readonly IntersectEntityName?: string | null
}

/** The body of an operation on definitions, held against its schema in `openapi/`. */
export function definitionBody<Body>(context: RequestContext, operationId: string): Body {
  const body = requireJsonObject(context, 'MetadataBase')
  const problem = findSchemaProblem(operationId, body)
  // The schema of the operation says what the type says.
  if (!problem) return body as Body
  const place = problem.pointer.slice(1).replaceAll('/', '.') || 'The body'
  throw payloadError('MetadataBase', `Microsoft.OData.ODataException: ${place} ${problem.message}.`)
}

/** The text of a label in the language of the organization, else in the first; undefined where there is none. */
export function textOf(label: LabelBody | null | undefined): string | undefined {
  const labels = label?.LocalizedLabels ?? []
  return (labels.find(({ LanguageCode }) => LanguageCode === 1033) ?? labels[0] ?? label?.UserLocalizedLabel)?.Label
}
