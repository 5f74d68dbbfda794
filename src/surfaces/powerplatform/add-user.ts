import type { Environment } from '../../domain/dataverse/environment-rows.js'
import { userKindOf } from '../../domain/dataverse/special-users.js'
import { findSystemuserByObjectId } from '../../domain/dataverse/systemusers.js'
import { type Row, rowsOf } from '../../domain/dataverse/tables.js'
import { syncOnDemand } from '../../domain/provisioning/sync-on-demand.js'
import { fold } from '../../kernel/fold.js'
import { type AdminAnswer, type AdminCall, actorOf } from './admin-call.js'
import { requireAdministrator } from './authorize.js'
import { requireEnvironment } from './find-environment.js'
import { refreshApplication } from './refresh-application.js'
import { note, refusedUser, refusedWith, resultAnswer, syncNote } from './sync-result.js'

/**
 * Adds a directory user to an environment, or brings the row up to date (`Add-AdminPowerAppsSyncUser`, and Refresh of
 * the admin center, which is there for application users as well). What stands in the way is told as a text of JSON
 * inside the message of a 400.
 */
export async function addUser(call: AdminCall): Promise<AdminAnswer> {
  const environment = requireEnvironment(call)
  requireAdministrator(call, environment)
  const { ObjectId: objectId } = call.body as { readonly ObjectId: string }
  const row = environment.hasDatabase ? rowMeant(call, environment, objectId) : undefined
  const kind = row && userKindOf(environment, row)
  if (kind === 'stub') throw refusedWith(call, note('StubUser', `StubUser: ${STUB_REFUSAL}`))
  if (row && kind === 'application') return refreshApplication(call, environment, row)
  const result = call.access.write(call.caller.tenantId, actorOf(call), (transaction) =>
    syncOnDemand(transaction, environment, objectId, 'api'),
  )
  if (result.verdict.decision === 'enable') return resultAnswer([syncNote(call, environment, result)])
  throw await refusedUser(call, environment, result)
}

const STUB_REFUSAL =
  'the row is a placeholder that an import made, and stands for nobody in the directory (rule STUB-12). Add the user to the directory instead.'

/** A stub has no id in the directory: it goes by that of its row. */
function rowMeant({ reader }: AdminCall, environment: Environment, id: string): Row | undefined {
  return findSystemuserByObjectId(reader, environment, id) ?? rowsOf(reader, environment, 'systemuser').get(fold(id))
}
