import { badRequest, forbidden, type Wording } from './wire-error.js'

const conflict = (code: string, message: string) => ({ status: 409, code, message })

/** Refusals about extensions. [unverified] Where nobody has quoted them, they are worded by the emulator. */
export const extensionErrors: Readonly<Record<string, Wording>> = {
  extensionUnknown: () => ({ status: 404, code: 'ResourceNotFound', message: 'Extension with given id not found.' }),
  extensionExists: () => conflict('NameAlreadyExists', 'An extension already exists with given id.'),
  tooManyExtensions: ({ limit }) =>
    badRequest(`An app can add at most ${limit} open extensions to a resource instance.`),
  extensionTooLarge: ({ limit }) => badRequest(`The data of an open extension can have at most ${limit} bytes.`),
  extensionPropertyExists: ({ name }) =>
    conflict('Request_MultipleObjectsWithSameKeyValue', `An extension property exists with the name ${name}.`),
  extensionUnavailable: ({ names }) =>
    badRequest(
      `The following extension properties are not available: ${Array.isArray(names) ? names.join(', ') : names}.`,
    ),
  invalidExtensionValue: ({ property }) => {
    const message = 'One or more property values specified are invalid.'
    return badRequest(message, [{ code: 'InvalidValue', message, target: String(property) }])
  },
  schemaPrefixUnknown: ({ prefix }) =>
    badRequest(
      `'${prefix}' is not the name of a verified .com, .net, .gov, .edu or .org domain. Leave it out, and a prefix is assigned.`,
    ),
  schemaExtensionExists: ({ id }) =>
    conflict('Request_MultipleObjectsWithSameKeyValue', `A schema extension exists with the id ${id}.`),
  tooManySchemaExtensions: ({ limit }) => badRequest(`An app can own at most ${limit} schema extensions.`),
  schemaNotAdditive: ({ id }) =>
    badRequest(`Properties and target types of the schema extension ${id} can be added, not changed or removed.`),
  schemaDeprecated: ({ id }) => badRequest(`The schema extension ${id} is deprecated and cannot be changed any more.`),
  schemaInUse: ({ id, status }) =>
    badRequest(`The schema extension ${id} is ${status}; only what is InDevelopment can be deleted.`),
  schemaNotOwned: () => forbidden('Cannot perform this extension schema write operation.'),
}
