import { askedPermissions, missingPermissions } from '../../../domain/tokens/consent.js'
import { parseScopes } from '../../../domain/tokens/scopes.js'
import type { Asked, SignedIn } from '../sign-in/interaction.js'
import { resourceNamed } from '../token/requested-resource.js'

/** What the scopes of a request ask an account for. Throws the refusals of scopes and resources. */
export function asksOf({ login, account, clientIn }: SignedIn, scope: string): Asked {
  const { reader, user } = account
  const client = clientIn(reader)
  const request = parseScopes(scope)
  const resource = resourceNamed(login, reader, request.resource)
  return {
    resource,
    permissions: askedPermissions(client, resource, request),
    missing: missingPermissions(reader, client, user, resource, request),
  }
}
