import { globalMetadataVersion, wantedAnnotations } from './annotations.js'
import type { RequestContext } from './context.js'

/** The most rows a page holds, and the most that are counted. */
export const MOST_ROWS = 5000

/** The annotations about all rows of a collection; without a count nobody has counted them. */
export function totals({ environment, prefer }: RequestContext, count: number | undefined): Record<string, unknown> {
  const wanted = wantedAnnotations(prefer)
  const found: Record<string, unknown> = {}
  if (wanted.totals) {
    found['@Microsoft.Dynamics.CRM.totalrecordcount'] = count === undefined ? -1 : Math.min(count, MOST_ROWS)
    found['@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded'] = (count ?? 0) > MOST_ROWS
  }
  if (wanted.metadataVersion)
    found['@Microsoft.Dynamics.CRM.globalmetadataversion'] = globalMetadataVersion(environment)
  return found
}
