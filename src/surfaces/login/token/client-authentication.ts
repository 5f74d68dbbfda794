import type { Reader } from '../../../domain/access.js'
import type { ClientAuthentication } from '../../../domain/tokens/access-grant.js'
import { checkClientSecret } from '../../../domain/tokens/client-secrets.js'
import { type Client, requireClient } from '../../../domain/tokens/clients.js'
import { requireAudience } from '../../../domain/tokens/sign-in-audience.js'
import { DomainError } from '../../../kernel/errors.js'
import { fold } from '../../../kernel/fold.js'
import type { LoginRequest } from '../login-request.js'
import { tenantsOf } from '../tenant-segment.js'
import { readBasicCredentials } from './basic-credentials.js'
import { proveByAssertion } from './prove-by-assertion.js'
import type { Grant } from './token-request.js'

export interface AuthenticatedClient {
  readonly client: Client
  readonly clientAuthentication: ClientAuthentication
  readonly keyId: string | undefined
}

/**
 * Finds the client and checks what it presents: a secret in the form or by HTTP Basic, an assertion, or, for a public
 * client, nothing. Throws the domain's refusals of clients, `parameterMissing`, `clientAuthenticationMissing`.
 */
export async function authenticateClient(
  login: LoginRequest,
  reader: Reader,
  grant: Grant,
): Promise<AuthenticatedClient> {
  const { form, access, rooms } = login
  const basic = readBasicCredentials(login.request.headers.authorization)
  const appId = form.get('client_id') ?? basic?.id ?? ''
  if (appId === '') throw new DomainError('parameterMissing', { parameter: 'client_id' })
  const client = requireClient(reader, appId, tenantsOf(access))
  requireAudience(client, fold(login.path.tenant ?? ''))
  const assertion = form.get('client_assertion')
  if (assertion) {
    const keyId = await proveByAssertion(login, reader, client, { assertion, isPolled: grant.isPolled })
    return { client, clientAuthentication: '2', keyId }
  }
  const secret = form.get('client_secret') ?? basic?.secret
  if (secret) {
    const keyId = checkClientSecret(client, secret, rooms.clock.now())
    return { client, clientAuthentication: '1', keyId }
  }
  if (grant.credentialRequired !== undefined) throw new DomainError(grant.credentialRequired)
  if (!client.isPublic && !grant.isForPublic?.(login, reader)) throw new DomainError('clientAuthenticationMissing')
  return { client, clientAuthentication: '0', keyId: undefined }
}
