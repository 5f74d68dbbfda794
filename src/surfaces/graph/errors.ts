import { DomainError } from '../../kernel/errors.js'
import { formatInstant } from '../../kernel/instant.js'
import { ODataProblem } from '../../odata/problem.js'
import type { Answer } from './answer.js'
import { applicationErrors } from './errors/application-errors.js'
import { inWordsOfMethods } from './errors/authentication-method-errors.js'
import { directoryErrors } from './errors/directory-errors.js'
import { extensionErrors } from './errors/extension-errors.js'
import { invitationErrors } from './errors/invitation-errors.js'
import { licenseErrors } from './errors/license-errors.js'
import { odataError } from './errors/odata-errors.js'
import { proofErrors } from './errors/proof-errors.js'
import { protocolErrors } from './errors/protocol-errors.js'
import { Refusal } from './errors/refusal.js'
import { subscriptionErrors } from './errors/subscription-errors.js'
import { tenantErrors } from './errors/tenant-errors.js'
import type { WireError, Wording } from './errors/wire-error.js'
import type { Exchange } from './exchange.js'

/** Every word that this surface can say, and how. */
const wordings: Readonly<Record<string, Wording>> = {
  ...directoryErrors,
  ...invitationErrors,
  ...licenseErrors,
  ...applicationErrors,
  ...proofErrors,
  ...tenantErrors,
  ...extensionErrors,
  ...subscriptionErrors,
  ...protocolErrors,
}

/** What was thrown, in Graph's words; undefined for what no caller can have caused. */
export function wireError(thrown: unknown): WireError | undefined {
  if (thrown instanceof ODataProblem) return odataError(thrown)
  if (thrown instanceof Refusal) return thrown.wire
  if (!(thrown instanceof DomainError)) return undefined
  return wordings[thrown.word]?.(thrown.details)
}

/** The answer to a refusal: `error` with its code, message and the ids of the request (Microsoft Graph error responses). */
export function errorAnswer(exchange: Exchange, given: WireError): Answer {
  const { status, code, message, details, headers } = inWordsOfMethods(given, exchange.target.path)
  const innerError = {
    // Without a zone, unlike every other date of Graph.
    date: formatInstant(exchange.rooms.clock.now()).slice(0, -1),
    'request-id': exchange.requestId,
    'client-request-id': exchange.clientRequestId,
  }
  return {
    status,
    json: { error: { code, message, ...(details ? { details } : {}), innerError } },
    contentType: 'application/json; charset=utf-8',
    ...(headers ? { headers } : {}),
  }
}
