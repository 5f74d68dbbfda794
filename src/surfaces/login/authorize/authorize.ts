import { DomainError } from '../../../kernel/errors.js'
import { adminAsksOf, asksOf } from '../consent/asks-of.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import { errorPage } from '../pages/error-page.js'
import { refusalAtRedirect } from '../present-error.js'
import { refuseRepeated } from '../refuse-repeated.js'
import { readBrowser } from '../sign-in/browser.js'
import { interact } from '../sign-in/interact.js'
import type { Interaction } from '../sign-in/interaction.js'
import {
  type AnswerTarget,
  type AuthorizationClient,
  type Parameters,
  readAuthorization,
  readClient,
  readTarget,
} from './authorization-request.js'
import { handOut } from './hand-out.js'
import { requireResponseTypes } from './require-response-types.js'
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
    requireResponseTypes(client.clientIn(client.tenant), target.target.platform, request)
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
      maxAge: request.maxAge,
      finish: async (signedIn) => sendToClient(target, await handOut(signedIn, request, target.target, parameters)),
      refuse,
    } satisfies Interaction)
  } catch (error) {
    if (error instanceof DomainError && error.word === 'formForged') throw error
    return refuse(error)
  }
}
