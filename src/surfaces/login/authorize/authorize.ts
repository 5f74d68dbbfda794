import { issueAuthorizationCode } from '../../../domain/tokens/authorization-codes.js'
import { formatScopes, parseScopesOfSeveral } from '../../../domain/tokens/scopes.js'
import { DomainError } from '../../../kernel/errors.js'
import { adminAsksOf, asksOf } from '../consent/asks-of.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import { errorPage } from '../pages/error-page.js'
import { refusalAtRedirect } from '../present-error.js'
import { refuseRepeated } from '../refuse-repeated.js'
import { readBrowser } from '../sign-in/browser.js'
import { interact } from '../sign-in/interact.js'
import type { Interaction, SignedIn } from '../sign-in/interaction.js'
import {
  type AnswerTarget,
  type AuthorizationClient,
  type AuthorizationRequest,
  type Parameters,
  readAuthorization,
  readClient,
  readTarget,
} from './authorization-request.js'
import { sendToClient } from './send-to-client.js'

/** The authorization endpoint of version 2.0: where apps send people to sign in. */
export function authorize(login: LoginRequest): Promise<LoginAnswer> {
  return answerAuthorize(login, 2)
}

/** The authorization endpoint of version 1.0. */
export function authorizeV1(login: LoginRequest): Promise<LoginAnswer> {
  return answerAuthorize(login, 1)
}

/** Until it is certain where the answer goes, refusals are told to the person; from then on to the client. */
async function answerAuthorize(login: LoginRequest, version: 1 | 2): Promise<LoginAnswer> {
  try {
    refuseRepeated(login)
    const parameters = parametersOf(login)
    const client = readClient(login, parameters)
    const target = readTarget(client.clientIn(client.tenant), parameters)
    return await answerClient(login, version, parameters, client, target)
  } catch (error) {
    if (error instanceof DomainError) return errorPage(error, login)
    throw error
  }
}

/** A request may come as a form (OpenID Connect Core, 3.1.2.1); forms of our own pages leave it in the address. */
function parametersOf({ query, form }: LoginRequest): Parameters {
  return form.has('step') || form.size === 0 ? query : form
}

async function answerClient(
  login: LoginRequest,
  version: 1 | 2,
  parameters: Parameters,
  client: AuthorizationClient,
  target: AnswerTarget,
): Promise<LoginAnswer> {
  const refuse = (error: unknown) => sendToClient(target, refusalAtRedirect(error, login))
  try {
    const request = readAuthorization(version, parameters)
    return await interact({
      login,
      ...client,
      protocol: 'oAuth2',
      browser: readBrowser(login),
      prompt: request.prompt,
      loginHint: request.loginHint,
      domainHint: request.domainHint,
      action: `${login.target.origin}${login.target.path}?${new URLSearchParams([...parameters])}`,
      asks: (signedIn) =>
        request.prompt === 'admin_consent' ? adminAsksOf(signedIn, request.scope) : asksOf(signedIn, request.scope),
      finish: (signedIn) => finish(signedIn, request, target),
      refuse,
    } satisfies Interaction)
  } catch (error) {
    if (error instanceof DomainError && error.word === 'formForged') throw error
    return refuse(error)
  }
}

async function finish(signedIn: SignedIn, request: AuthorizationRequest, target: AnswerTarget): Promise<LoginAnswer> {
  const { login, account, clientIn } = signedIn
  const { reader, user, session } = account
  const { codeChallenge, codeChallengeMethod, nonce = null } = request
  const actor = { kind: 'user', id: user.id, requestId: login.correlationId } as const
  const { uri: redirectUri, platform } = target.target
  const grant = {
    // Consent was asked for all; a code brings tokens for the resource that is named first.
    scope: formatScopes(parseScopesOfSeveral(request.scope)[0]),
    redirectUri,
    platform,
    codeChallenge,
    codeChallengeMethod,
    nonce,
    sessionId: session.sessionId,
    signedInAt: session.signedInAt,
  }
  const code = login.access.record(reader.tenant, actor, (transaction) =>
    issueAuthorizationCode(transaction, clientIn(reader), user, grant),
  )
  return sendToClient(target, { code, session_state: session.sessionId })
}
