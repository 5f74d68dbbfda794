import type { Environment } from '../../domain/dataverse/environment-rows.js'
import type { Preferences } from './preferences.js'
import { wantsAnnotation } from './preferences.js'

/** Annotation with a value as people read it. */
export const FORMATTED = 'OData.Community.Display.V1.FormattedValue'

/** Annotation with the table that a lookup leads to. */
export const LOGICAL_NAME = 'Microsoft.Dynamics.CRM.lookuplogicalname'

/** Annotation with the navigation property of a lookup. */
export const ASSOCIATED_NAVIGATION = 'Microsoft.Dynamics.CRM.associatednavigationproperty'

/** Which annotations a request asked for. */
export interface WantedAnnotations {
  readonly formatted: boolean
  readonly logicalName: boolean
  readonly navigation: boolean
  readonly totals: boolean
  readonly metadataVersion: boolean
}

/** The annotations that `Prefer: odata.include-annotations` asks for. */
export function wantedAnnotations({ annotations }: Preferences): WantedAnnotations {
  return {
    formatted: wantsAnnotation(annotations, FORMATTED),
    logicalName: wantsAnnotation(annotations, LOGICAL_NAME),
    navigation: wantsAnnotation(annotations, ASSOCIATED_NAVIGATION),
    totals: wantsAnnotation(annotations, 'Microsoft.Dynamics.CRM.totalrecordcount'),
    metadataVersion: wantsAnnotation(annotations, 'Microsoft.Dynamics.CRM.globalmetadataversion'),
  }
}

const FIRST_METADATA_VERSION = 1_000_000

/** Changes only when tables, columns, keys or relationships do. */
export function globalMetadataVersion({ metadataVersion = 0 }: Environment): string {
  return String(FIRST_METADATA_VERSION + metadataVersion)
}
