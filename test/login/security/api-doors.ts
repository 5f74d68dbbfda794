import { expect } from 'vitest'
import type { Answer, Host } from '../../support/describe-hosts.js'

/** Why an API takes no token. */
export type Fault =
  | 'empty'
  | 'noDots'
  | 'malformed'
  | 'signature'
  | 'claims'
  | 'issuer'
  | 'tenant'
  | 'expired'
  | 'notYetValid'
  | 'audience'

/** An API that takes bearer tokens, and how it says that it does not take one. */
export interface ApiDoor {
  readonly name: string
  readonly path: string
  readonly expectRefusal: (answer: Answer, fault: Fault, host: Host) => void
}

const GRAPH_WORDS: Readonly<Record<Fault, string>> = {
  empty: 'Access token is empty.',
  noDots:
    "IDX14100: JWT is not well formed, there are no dots (.).\nThe token needs to be in JWS or JWE Compact Serialization Format. (JWS): 'EncodedHeader.EndcodedPayload.EncodedSignature'. (JWE): 'EncodedProtectedHeader.EncodedEncryptedKey.EncodedInitializationVector.EncodedCiphertext.EncodedAuthenticationTag'.",
  malformed: 'CompactToken parsing failed with error code: 80049217',
  signature: 'Access token validation failure.',
  claims: 'CompactToken parsing failed with error code: 80049217',
  issuer: 'Access token validation failure. Invalid issuer.',
  tenant: 'Access token validation failure. Invalid tenant.',
  expired: 'Lifetime validation failed, the token is expired.',
  notYetValid: 'Access token has expired or is not yet valid.',
  audience: 'Access token validation failure. Invalid audience.',
}

function expectGraphRefusal({ status, body, headers }: Answer, fault: Fault): void {
  expect([status, body.error]).toMatchObject([401, { code: 'InvalidAuthenticationToken', message: GRAPH_WORDS[fault] }])
  expect(headers['www-authenticate']).toBe(
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
  )
}

function expectDataverseRefusal({ status, text, headers }: Answer, fault: Fault, { origin, actors }: Host): void {
  const error = fault === 'empty' ? '' : ', error="invalid_token"'
  expect([status, text]).toEqual([401, 'HTTP Error 401 - Unauthorized: Access is denied'])
  expect(headers['www-authenticate']).toBe(
    `Bearer authorization_uri=${origin}/${actors.tenant.id}/oauth2/authorize, resource_id=${origin}/${error}`,
  )
}

function adminWords(fault: Fault): string {
  if (fault === 'empty') return 'The request has no bearer token.'
  if (fault === 'audience') return 'The access token is meant for another audience.'
  return `The access token is not valid (${fault === 'noDots' ? 'malformed' : fault}).`
}

function expectAdminRefusal({ status, body, headers }: Answer, fault: Fault): void {
  expect([status, body]).toEqual([401, { error: { code: 'InvalidAuthenticationToken', message: adminWords(fault) } }])
  expect(headers['www-authenticate']).toBe('Bearer')
}

/** Every API that takes bearer tokens. */
export const apiDoors: readonly ApiDoor[] = [
  { name: 'Graph', path: '/v1.0/me?$select=id', expectRefusal: expectGraphRefusal },
  { name: 'userinfo', path: '/oidc/userinfo', expectRefusal: expectGraphRefusal },
  { name: 'Dataverse', path: '/api/data/v9.2/WhoAmI', expectRefusal: expectDataverseRefusal },
  {
    name: 'the admin API',
    path: '/providers/Microsoft.BusinessAppPlatform/adminApplications',
    expectRefusal: expectAdminRefusal,
  },
]

/** A call with a token, or with another `Authorization` header as it stands. */
export function callWith(host: Host, { path }: ApiDoor, token: string, scheme = 'Bearer '): Promise<Answer> {
  return host.request('GET', path, { headers: { authorization: `${scheme}${token}` } })
}
