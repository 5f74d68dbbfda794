import type { Environment } from '../../domain/dataverse/environment-rows.js'
import type { Synchronized } from '../../domain/provisioning/decision.js'
import type { AdminAnswer, AdminCall } from './admin-call.js'
import { environmentUrl } from './environment-url.js'
import { RequestRefused } from './request-refused.js'

export interface Note {
  readonly Subject: string
  readonly Description: string
  readonly Code: string
}

/** The 200 of calls about users: what was done, and what was in the way of it. */
export function resultAnswer(information: readonly Note[], errors: readonly Note[] = []): AdminAnswer {
  return { status: 200, body: { errors, information } }
}

export function note(Code: string, Description: string): Note {
  return { Subject: 'Result', Description, Code }
}

/** What is told about a synchronized user: the steps that were taken, as a text of JSON. */
export function syncNote(call: AdminCall, environment: Environment, { decision }: Synchronized): Note {
  const { outcome, systemuserid, userId } = decision
  const steps = [
    'SyncMode: Default',
    `Instance ${environment.id} exists`,
    `Instance ${environment.id} in enabled state`,
    `Instance Url found ${environmentUrl(call.target, environment)}`,
    'User found in AD tenant',
    'User in enabled state in AD tenant',
    `SystemUser with Id:${systemuserid}, objectId:${userId} exists in instance`,
  ]
  return note(outcome === 'added' ? 'UserAdded' : 'UserExists', JSON.stringify(steps))
}

/** The 400 of a user whom the rules keep out. The rules in words are a large table that few emulators ever need. */
export async function refusedUser(
  call: AdminCall,
  environment: Environment,
  result: Synchronized,
): Promise<RequestRefused> {
  const { explainRefusal } = await import('../../domain/provisioning/explain-refusal.js')
  const code = result.verdict.reason ?? 'UserNotEntitled'
  return refusedWith(call, note(code, `${code}: ${explainRefusal(call.reader, environment, result)}`))
}

/** Clients cut the JSON out by position: 32 characters before it, and `'. ` between it and the tracking id. */
export function refusedWith({ requestId }: AdminCall, error: Note): RequestRefused {
  const json = JSON.stringify({ errors: [error], information: [] })
  const message = `The request failed with error: '${json}'. The tracking Id is '${requestId}'.`
  return new RequestRefused(400, 'UserSyncFailed', message)
}
