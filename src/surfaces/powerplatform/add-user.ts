import type { Environment } from '../../domain/dataverse/environment-rows.js'
import type { Synchronized } from '../../domain/provisioning/decision.js'
import { syncUser } from '../../domain/provisioning/sync-user.js'
import { type AdminAnswer, type AdminCall, actorOf } from './admin-call.js'
import { requireAdministrator } from './authorize.js'
import { environmentUrl } from './environment-url.js'
import { requireEnvironment } from './find-environment.js'
import { RequestRefused } from './request-refused.js'

interface Note {
  readonly Subject: string
  readonly Description: string
  readonly Code: string
}

/**
 * Adds a directory user to an environment, or brings the row up to date (`Add-AdminPowerAppsSyncUser`).
 * What stands in the way is told as a text of JSON inside the message of a 400.
 */
export async function addUser(call: AdminCall): Promise<AdminAnswer> {
  const environment = requireEnvironment(call)
  requireAdministrator(call, environment)
  const { ObjectId: objectId } = call.body as { readonly ObjectId: string }
  const result = call.access.write(call.caller.tenantId, actorOf(call), (transaction) =>
    syncUser(transaction, environment, objectId, 'api'),
  )
  const information = [{ Subject: 'Result', Description: steps(call, environment, result), Code: codeOf(result) }]
  if (result.verdict.decision === 'enable') return { status: 200, body: { errors: [], information } }
  throw refused(call, [await errorOf(call, environment, result)])
}

function codeOf({ decision }: Synchronized): string {
  return decision.outcome === 'added' ? 'UserAdded' : 'UserExists'
}

function steps({ target }: AdminCall, environment: Environment, { decision }: Synchronized): string {
  return JSON.stringify([
    'SyncMode: Default',
    `Instance ${environment.id} exists`,
    `Instance ${environment.id} in enabled state`,
    `Instance Url found ${environmentUrl(target, environment)}`,
    'User found in AD tenant',
    'User in enabled state in AD tenant',
    `SystemUser with Id:${decision.systemuserid}, objectId:${decision.userId} exists in instance`,
  ])
}

/** The rules in words are a large table that few emulators ever need. */
async function errorOf({ reader }: AdminCall, environment: Environment, result: Synchronized): Promise<Note> {
  const { explainRefusal } = await import('../../domain/provisioning/explain-refusal.js')
  const { reason } = result.verdict
  const Code = reason ?? 'UserNotEntitled'
  return { Subject: 'Result', Description: `${Code}: ${explainRefusal(reader, environment, result)}`, Code }
}

/** Clients cut the JSON out by position: 32 characters before it, and `'. ` between it and the tracking id. */
function refused({ requestId }: AdminCall, errors: readonly Note[]): RequestRefused {
  const json = JSON.stringify({ errors, information: [] })
  const message = `The request failed with error: '${json}'. The tracking Id is '${requestId}'.`
  return new RequestRefused(400, 'UserSyncFailed', message)
}
