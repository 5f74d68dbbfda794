import { isKept } from '../../../domain/directory/bounded-log.js'
import { judgeSignIns } from '../../../domain/tokens/sign-in-log.js'
import type { SignIn } from '../../../domain/tokens/sign-in-rows.js'
import { signIns } from '../../../domain/tokens/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import { noContent } from '../answer.js'
import { type Handler, readerOf, record } from '../call.js'

/** POST /auditLogs/signIns/confirmCompromised, … (Microsoft Graph: signIn confirmCompromised, confirmSafe, dismiss). */
export function judge(riskState: NonNullable<SignIn['riskState']>): Handler {
  return (call) => {
    const { requestIds } = call.body as { readonly requestIds: readonly string[] }
    const known = readerOf(call).table(signIns)
    const now = call.rooms.clock.now()
    const ids = requestIds.map((id) => id.toLowerCase())
    const unknown = ids.find((id) => !isKept(known.get(id)?.createdDateTime ?? '', now))
    if (unknown !== undefined) throw new DomainError('notFound', { id: unknown })
    record(call, (transaction) => judgeSignIns(transaction, ids, riskState))
    return noContent
  }
}
