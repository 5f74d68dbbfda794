import type { Access } from '../../domain/access.js'
import { opensGraph } from '../../domain/tokens/audience.js'
import type { Caller } from '../../domain/tokens/caller.js'
import { requireCaller } from '../../domain/tokens/require-caller.js'
import { bearerToken } from '../../http/bearer-token.js'
import { Refusal } from './errors/refusal.js'
import { tokenError } from './errors/token-errors.js'
import type { Exchange } from './exchange.js'

/** Who is calling. Throws the 401 that the token deserves: it is checked in order, its caller looked up anew each time. */
export async function authenticate({ rooms, request }: Exchange, access: Access): Promise<Caller> {
  const token = bearerToken(request.headers.authorization)
  const verified = await rooms.verifier.verify(token)
  if (verified.kind === 'refused') throw new Refusal(tokenError(verified.word, token))
  if (!opensGraph(verified.audience)) throw new Refusal(tokenError('audience', token))
  const caller = requireCaller(access.read(verified.tenantId), verified)
  if (caller.kind === 'refused') throw new Refusal(tokenError(caller.word, token, caller.notBefore))
  return caller
}
