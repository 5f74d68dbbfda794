import { DomainError } from '../../kernel/errors.js'
import { parseInstant } from '../../kernel/instant.js'
import { matchesPassword } from '../directory/password.js'
import { type Client, keyCredentialsOf, passwordCredentialsOf } from './clients.js'

/**
 * The key id of the client's secret that was presented. `now` is in milliseconds since the epoch.
 * Throws `clientIsPublic` when the client has no credential at all and is public, `clientSecretInvalid` and
 * `clientSecretExpired`.
 */
export function checkClientSecret(client: Client, secret: string, now: number): string {
  const credentials = passwordCredentialsOf(client)
  if (client.isPublic && credentials.length === 0 && keyCredentialsOf(client).length === 0) {
    throw new DomainError('clientIsPublic')
  }
  const matching = credentials.filter((credential) => matchesPassword(credential, secret))
  const { appId } = client
  if (matching.length === 0) throw new DomainError('clientSecretInvalid', { appId })
  const valid = matching.find(({ endDateTime }) => (parseInstant(endDateTime) ?? Number.POSITIVE_INFINITY) > now)
  if (!valid) throw new DomainError('clientSecretExpired', { appId })
  return valid.keyId
}
