import { digestHex } from '../../kernel/digest.js'
import { DomainError } from '../../kernel/errors.js'
import { formatInstant } from '../../kernel/instant.js'
import type { Transaction } from '../access.js'
import { forgetExpired } from './forget-expired.js'
import { presentedAssertions } from './tables.js'

/** An assertion on its way in. */
export interface Presentation {
  readonly appId: string
  readonly assertion: string
  /** The claim `jti`; an assertion without one goes by itself. */
  readonly jti: unknown
  /** Everything that the client asks for, with the id that it gives the request. */
  readonly request: string
  /** Until when the assertion would be taken, in milliseconds since the epoch. */
  readonly takenUntil: number
}

/**
 * Notes what a client presents, so that nobody else can present it again: a request that was overheard is worth nothing,
 * nor is the name (`jti`) of an assertion under another one. The client itself may use its assertion for more than one
 * request until it expires, as MSAL does; Entra documents no rule. Throws `assertionReplayed`.
 */
export function notePresented(transaction: Transaction, presented: Presentation): void {
  forgetExpired(transaction, presentedAssertions, transaction.now)
  const { appId, jti, request, takenUntil } = presented
  const assertion = digestHex(presented.assertion)
  const name = `${appId}/${typeof jti === 'string' ? jti : assertion}`
  const known = transaction.table(presentedAssertions)
  const ids = [name, `${name}/${request}`].map(digestHex)
  const [byName, byRequest] = ids.map((id) => known.get(id))
  if (byRequest || (byName && byName.assertion !== assertion)) throw new DomainError('assertionReplayed')
  const expiresAt = formatInstant(takenUntil)
  for (const id of ids) if (!known.has(id)) transaction.insert(presentedAssertions, { id, assertion, expiresAt })
}
