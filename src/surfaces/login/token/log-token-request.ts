import type { Reader } from '../../../domain/access.js'
import { federatedCredentialsOf } from '../../../domain/directory/federated-credentials.js'
import type { ClientAuthentication } from '../../../domain/tokens/access-grant.js'
import type { Resource } from '../../../domain/tokens/resources.js'
import { parseScopes } from '../../../domain/tokens/scopes.js'
import type { ClientCredentialType } from '../../../domain/tokens/sign-in-rows.js'
import { DomainError, unlessRefused } from '../../../kernel/errors.js'
import type { LoginRequest } from '../login-request.js'
import { logFailure, logSuccess } from '../sign-in-log.js'
import { readBasicCredentials } from './basic-credentials.js'
import { resourceNamed } from './requested-resource.js'
import type { Grant, Issued, TokenRequest } from './token-request.js'

const CREDENTIALS: Readonly<Record<ClientAuthentication, ClientCredentialType>> = {
  0: 'none',
  1: 'clientSecret',
  2: 'clientAssertion',
}

/** A device that asks too early has not failed. */
const STILL_WAITING = 'authorizationPending'

/** Writes into the sign-in log that tokens were issued. */
export function logIssued(token: TokenRequest, grant: Grant, { resource, user, sessionId }: Issued): void {
  const { login, reader, client, keyId } = token
  logSuccess(login, {
    kind: grant.signIn,
    reader,
    appId: client.appId,
    principal: client.isInstalled ? client.principal : undefined,
    user,
    resource,
    sessionId,
    credentialType: credentialTypeOf(token),
    keyId,
  })
}

function credentialTypeOf({ client, clientAuthentication, keyId }: TokenRequest): ClientCredentialType {
  const federated = client.application ? federatedCredentialsOf(client.application) : []
  return federated.some(({ id }) => id === keyId) ? 'federatedIdentityCredential' : CREDENTIALS[clientAuthentication]
}

/** Writes into the sign-in log that tokens were refused to a client that said who it is. */
export function logRefused(login: LoginRequest, reader: Reader, grant: Grant, thrown: unknown): void {
  const { form, request } = login
  const appId = form.get('client_id') ?? readBasicCredentials(request.headers.authorization)?.id
  if (!appId || !(thrown instanceof DomainError) || thrown.word === STILL_WAITING) return
  const credentialType = form.has('client_assertion')
    ? 'clientAssertion'
    : form.has('client_secret')
      ? 'clientSecret'
      : 'none'
  const meant = { user: grant.userOf?.(login, reader), resource: resourceMeant(login, reader) }
  logFailure(login, { kind: grant.signIn, reader, appId, credentialType, ...meant }, thrown)
}

/** The resource that a request names, if there is one of that name. */
function resourceMeant(login: LoginRequest, reader: Reader): Resource | undefined {
  const { form } = login
  const name = form.get('resource') ?? unlessRefused(() => parseScopes(form.get('scope') ?? '').resource)
  return unlessRefused(() => resourceNamed(login, reader, name ?? null))
}
