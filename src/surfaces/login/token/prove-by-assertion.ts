import type { Reader } from '../../../domain/access.js'
import { organizationOf } from '../../../domain/directory/organization.js'
import { checkClientAssertion } from '../../../domain/tokens/client-assertions.js'
import type { Client } from '../../../domain/tokens/clients.js'
import { checkFederatedAssertion } from '../../../domain/tokens/federated-assertions.js'
import { parseAddress } from '../../../domain/tokens/own-addresses.js'
import { notePresented } from '../../../domain/tokens/presented-assertions.js'
import { unverifiedClaims } from '../../../domain/tokens/unverified-claims.js'
import { serviceOfHost } from '../../../http/microsoft-hosts.js'
import { digestHex } from '../../../kernel/digest.js'
import { DomainError } from '../../../kernel/errors.js'
import { fold } from '../../../kernel/fold.js'
import type { LoginRequest } from '../login-request.js'
import { tenantsOf } from '../tenant-segment.js'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * The id of the certificate, or of the federated credential, that a client proves with an assertion. One of its own is
 * noted, unless the request is one that comes again and again; a token of another issuer may be presented at will.
 * Throws `assertionTypeUnknown`, and the refusals of both kinds of assertion.
 */
export async function proveByAssertion(
  login: LoginRequest,
  reader: Reader,
  client: Client,
  { assertion, isPolled = false }: { readonly assertion: string; readonly isPolled?: boolean | undefined },
): Promise<string> {
  const { form, rooms, access, correlationId: requestId } = login
  if (form.get('client_assertion_type') !== ASSERTION_TYPE) throw new DomainError('assertionTypeUnknown')
  const instants = [rooms.clock.now(), rooms.machineNow()]
  if (isOfOtherIssuer(assertion)) {
    const federation = { ...rooms, tenants: tenantsOf(access) }
    return checkFederatedAssertion(federation, reader, client, assertion, instants)
  }
  const isAudience = (aud: string) => isForHere(aud, login, reader)
  const { keyId, ...checked } = await checkClientAssertion(rooms.signer, client, assertion, instants, isAudience)
  if (isPolled) return keyId
  const presented = { ...checked, appId: client.appId, assertion, request: fingerprint(login) }
  const actor = { kind: 'app', id: client.principal.id, requestId } as const
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

/** An assertion may name the token endpoint of either version or the issuer, under any name of the token service and the tenant. */
function isForHere(aud: string, { target, path, rooms }: LoginRequest, reader: Reader): boolean {
  const address = parseAddress(aud)
  if (!address) return false
  const { host } = address
  if (host !== target.host && !rooms.addresses.has(host) && serviceOfHost(host) !== 'login') return false
  const domains = organizationOf(reader).verifiedDomains.map(({ name }) => fold(name))
  return [reader.tenant, fold(path.tenant ?? ''), ...domains].some((tenant) =>
    ['/oauth2/v2.0/token', '/oauth2/token', '/v2.0', ''].some((tail) => address.path.endsWith(`/${tenant}${tail}`)),
  )
}
