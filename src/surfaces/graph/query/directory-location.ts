import type { Call } from '../call.js'
import type { GraphType } from '../model/graph-type.js'

/** `…/v2/{tenant}/directoryObjects/{id}/Microsoft.DirectoryServices.User` */
export function directoryLocation<Row>(call: Call, type: Pick<GraphType<Row>, 'name'>, id: string): string {
  const name = type.name.slice(type.name.lastIndexOf('.') + 1)
  const service = `Microsoft.DirectoryServices.${name.charAt(0).toUpperCase()}${name.slice(1)}`
  return `${call.target.origin}/v2/${call.caller.tenantId}/directoryObjects/${id}/${service}`
}
