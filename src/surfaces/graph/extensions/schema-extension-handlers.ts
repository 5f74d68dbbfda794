import { findApplicationByAppId } from '../../../domain/directory/applications.js'
import type { SchemaExtension } from '../../../domain/directory/extension-rows.js'
import {
  createSchemaExtension,
  deleteSchemaExtension,
  type NewSchemaExtension,
  ownSchemaExtensions,
  type SchemaExtensionChanges,
  updateSchemaExtension,
} from '../../../domain/directory/schema-extensions.js'
import { DomainError } from '../../../kernel/errors.js'
import { fold } from '../../../kernel/fold.js'
import { listSource } from '../../../odata/list-source.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { schemaExtensionType } from '../model/extension-type.js'
import { entityAnswer } from '../query/entity-answer.js'
import { listAnswer } from '../query/list-answer.js'

const SET = 'schemaExtensions'

/** Those of one's own apps, whatever their status, and what any tenant made available (List schemaExtensions). */
function visibleSchemas(call: Call): readonly SchemaExtension[] {
  const { access, caller } = call
  const isVisible = (schema: SchemaExtension, tenant: string) =>
    schema.status === 'Available' || (tenant === caller.tenantId && isOwn(call, schema.owner))
  const others = access.tenants().filter((tenant) => tenant !== caller.tenantId)
  return [caller.tenantId, ...others].flatMap((tenant) =>
    ownSchemaExtensions(access.read(tenant)).filter((schema) => isVisible(schema, tenant)),
  )
}

/** Whether an app is the calling one, or one that the caller owns. */
function isOwn(call: Call, appId: string): boolean {
  if (call.caller.unchecked || fold(appId) === fold(call.caller.appId)) return true
  return ownsApp(call, appId)
}

function ownsApp(call: Call, appId: string): boolean {
  return findApplicationByAppId(readerOf(call), appId)?.ownerIds.includes(call.caller.oid) ?? false
}

/** GET /schemaExtensions (Microsoft Graph: List schemaExtensions). */
export function listSchemaExtensions(call: Call): Answer {
  const source = listSource(visibleSchemas(call), ({ id }) => id)
  return listAnswer(call, { type: schemaExtensionType(), source, context: SET })
}

/** GET /schemaExtensions/{id} (Microsoft Graph: Get schemaExtension). */
export function getSchemaExtension(call: Call): Answer {
  const schema = visibleSchemas(call).find(({ id }) => fold(id) === fold(parameter(call)))
  if (!schema) throw new DomainError('notFound', { id: parameter(call) })
  return entityAnswer(call, schemaExtensionType(), schema, SET)
}

type Body<Given> = Given & { readonly owner?: string | null }

/** POST /schemaExtensions (Microsoft Graph: Create schemaExtension). */
export function postSchemaExtension(call: Call): Answer {
  const { owner, ...given } = call.body as Body<NewSchemaExtension>
  const application = findApplicationByAppId(readerOf(call), owner ?? call.caller.appId)
  if (!application || !mayActFor(call, application.appId)) throw new DomainError('denied', { owner })
  const schema = write(call, (transaction) => createSchemaExtension(transaction, given, application.appId))
  return entityAnswer(call, schemaExtensionType(), schema, SET, 201)
}

/** An app may act for any app of its tenant, people for those that they own. */
function mayActFor(call: Call, appId: string): boolean {
  return call.caller.kind === 'app' || call.caller.unchecked === true || ownsApp(call, appId)
}

/** PATCH /schemaExtensions/{id} (Microsoft Graph: Update schemaExtension). */
export function patchSchemaExtension(call: Call): Answer {
  const { owner, ...changes } = call.body as Body<SchemaExtensionChanges>
  const schema = resolveOwned(call, owner ?? call.caller.appId)
  write(call, (transaction) => updateSchemaExtension(transaction, schema, changes))
  return noContent
}

/** DELETE /schemaExtensions/{id} (Microsoft Graph: Delete schemaExtension). */
export function deleteSchemaExtensionEntity(call: Call): Answer {
  const schema = resolveOwned(call, call.caller.appId)
  write(call, (transaction) => deleteSchemaExtension(transaction, schema))
  return noContent
}

/**
 * The definition of this tenant that the path names, if the app that is said to own it does, and is the calling one or
 * belongs to the signed-in user. Throws `notFound`, `schemaNotOwned`.
 */
function resolveOwned(call: Call, appId: string): SchemaExtension {
  const wanted = fold(parameter(call))
  const schema = ownSchemaExtensions(readerOf(call)).find(({ id }) => fold(id) === wanted)
  if (!schema) throw new DomainError('notFound', { id: parameter(call) })
  const { caller } = call
  const mayWrite = caller.kind === 'app' ? fold(caller.appId) === fold(schema.owner) : ownsApp(call, schema.owner)
  if (!caller.unchecked && !(fold(appId) === fold(schema.owner) && mayWrite)) {
    throw new DomainError('schemaNotOwned', { id: schema.id })
  }
  return schema
}
