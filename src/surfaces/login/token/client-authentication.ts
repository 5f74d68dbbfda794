import type { Reader } from '../../../domain/access.js'
import type { ClientAuthentication } from '../../../domain/tokens/access-grant.js'
import { checkClientAssertion } from '../../../domain/tokens/client-assertions.js'
import { checkClientSecret } from '../../../domain/tokens/client-secrets.js'
import { type Client, requireClient } from '../../../domain/tokens/clients.js'
import { checkFederatedAssertion } from '../../../domain/tokens/federated-assertions.js'
import { parseAddress } from '../../../domain/tokens/own-addresses.js'
import { notePresented } from '../../../domain/tokens/presented-assertions.js'
import { requireAudience } from '../../../domain/tokens/sign-in-audience.js'
import { unverifiedClaims } from '../../../domain/tokens/unverified-claims.js'
import { serviceOfHost } from '../../../http/microsoft-hosts.js'
import { digestHex } from '../../../kernel/digest.js'
import { DomainError } from '../../../kernel/errors.js'
import { fold } from '../../../kernel/fold.js'
import type { LoginRequest } from '../login-request.js'
import { tenantsOf } from '../tenant-segment.js'
import { readBasicCredentials } from './basic-credentials.js'
import type { Grant } from './token-request.js'

export interface AuthenticatedClient {
  readonly client: Client
  readonly clientAuthentication: ClientAuthentication
  readonly keyId: string | undefined
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

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
    return { client, clientAuthentication: '2', keyId: await checkAssertion(login, reader, client, assertion) }
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

/** The id of the certificate, or federated credential, that an assertion proves. */
async function checkAssertion(login: LoginRequest, reader: Reader, client: Client, assertion: string): Promise<string> {
  const { form, rooms, access } = login
  if (form.get('client_assertion_type') !== ASSERTION_TYPE) throw new DomainError('assertionTypeUnknown')
  const instants = [rooms.clock.now(), rooms.machineNow()]
  if (isOfOtherIssuer(assertion)) {
    const federation = { ...rooms, tenants: tenantsOf(access) }
    return checkFederatedAssertion(federation, reader, client, assertion, instants)
  }
  const isAudience = (aud: string) => isForHere(aud, login, reader.tenant)
  const { keyId, ...checked } = await checkClientAssertion(rooms.signer, client, assertion, instants, isAudience)
  const presented = { ...checked, appId: client.appId, assertion, request: fingerprint(login) }
  const actor = { kind: 'app', id: client.principal.id, requestId: login.correlationId } as const
  access.record(reader.tenant, actor, (transaction) => notePresented(transaction, presented))
  return keyId
}

/** Apps name themselves by their ids, other issuers by addresses. */
function isOfOtherIssuer(assertion: string): boolean {
  const { iss } = unverifiedClaims(assertion)
  return typeof iss === 'string' && /^https?:/i.test(iss)
}

const decoder = new TextDecoder()

/** What tells one request from another. */
function fingerprint({ request, target, query }: LoginRequest): string {
  const id = query.get('client-request-id') ?? request.headers['client-request-id'] ?? ''
  return digestHex([target.path, id, decoder.decode(request.body)].join('\n'))
}

/** An assertion may name the token endpoint of either version or the issuer, under any name of the token service. */
function isForHere(aud: string, { target, path, rooms }: LoginRequest, tenantId: string): boolean {
  const address = parseAddress(aud)
  if (!address) return false
  const { host } = address
  if (host !== target.host && !rooms.addresses.has(host) && serviceOfHost(host) !== 'login') return false
  return [tenantId, fold(path.tenant ?? '')].some((tenant) =>
    ['/oauth2/v2.0/token', '/oauth2/token', '/v2.0', ''].some((tail) => address.path.endsWith(`/${tenant}${tail}`)),
  )
}
