import { isKept } from '../../../domain/directory/bounded-log.js'
import type { SignIn } from '../../../domain/tokens/sign-in-rows.js'
import { signIns } from '../../../domain/tokens/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import { collectUses } from '../../../odata/uses.js'
import type { Answer } from '../answer.js'
import { type Call, parameter, readerOf } from '../call.js'
import { signInType } from '../model/sign-in-type.js'
import { entityAnswer } from '../query/entity-answer.js'
import { type ListAbilities, readListQuery } from '../query/graph-query.js'
import { listAnswer } from '../query/list-answer.js'
import { newestFirst } from './newest-first.js'

const CONTEXT = 'auditLogs/signIns'
const PAGE = 1000
const ABILITIES: ListAbilities = { largestPage: PAGE, ordersFiltered: true }

/**
 * GET /auditLogs/signIns (Microsoft Graph: List signIns): the newest first, and only those in which somebody gave a
 * password or the like, unless the filter says which event types are wanted. The cloud opens this log to tenants with a
 * premium plan alone; here every tenant has it, for tests of sign-ins need it more than a plan.
 */
export function listSignIns(call: Call): Answer {
  const now = call.rooms.clock.now()
  const isWanted = wantsEveryType(call) ? () => true : ({ eventType }: SignIn) => eventType === 'interactiveUser'
  const isTold = (signIn: SignIn) => isKept(signIn.createdDateTime, now) && isWanted(signIn)
  return listAnswer(call, {
    ...ABILITIES,
    type: signInType(),
    source: newestFirst(readerOf(call).table(signIns), isTold),
    context: CONTEXT,
    pageSize: PAGE,
  })
}

function wantsEveryType(call: Call): boolean {
  const { filter } = readListQuery(call, signInType(), ABILITIES)
  return filter !== undefined && collectUses(filter).some(({ path }) => path[0]?.toLowerCase() === 'signineventtypes')
}

/** GET /auditLogs/signIns/{id} (Microsoft Graph: Get signIn), of whatever type. */
export function getSignIn(call: Call): Answer {
  const id = parameter(call).toLowerCase()
  const signIn = readerOf(call).table(signIns).get(id)
  if (!signIn || !isKept(signIn.createdDateTime, call.rooms.clock.now()))
    throw new DomainError('notFound', { id: parameter(call) })
  return entityAnswer(call, signInType(), signIn, CONTEXT)
}
