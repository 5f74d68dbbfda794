import { DomainError } from '../../kernel/errors.js'

/** The beginning that all complaints about a body share. */
function prefix(entitySet: string): string {
  return `Error identified in Payload provided by the user for Entity :'${entitySet}', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : `
}

/** A property in a body that the table does not have. */
export function unknownPayloadProperty(entitySet: string, table: string, property: string): DomainError {
  const type = `Microsoft.Dynamics.CRM.${table}`
  return payloadError(
    entitySet,
    `Microsoft.Crm.CrmException: Invalid property '${property}' was found in entity '${type}'. ---> Microsoft.OData.ODataException: The property '${property}' does not exist on type '${type}'. Make sure to only use property names that are defined by the type.`,
  )
}

/** `x@odata.bind` for an `x` that is no navigation property. */
export function unknownPayloadNavigation(entitySet: string, property: string): DomainError {
  return payloadError(
    entitySet,
    `Microsoft.OData.ODataException: An undeclared property '${property}' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values.`,
  )
}

/** A body that is no JSON object. */
export function unreadableBody(entitySet: string): DomainError {
  return payloadError(entitySet, 'System.ArgumentException: Stream was not readable.')
}

/** A refusal of a body in the form that all of them share; `inner` is the exception inside. */
export function payloadError(entitySet: string, inner: string): DomainError {
  return new DomainError('payloadInvalid', { message: `${prefix(entitySet)}${inner}` })
}
