import { type AskedScopes, askedPermissions, missingPermissions } from '../../../domain/tokens/asked-permissions.js'
import { requireAssignedUser } from '../../../domain/tokens/assignment.js'
import { askedRoles } from '../../../domain/tokens/consent.js'
import { parseScopesOfSeveral, type ScopeRequest } from '../../../domain/tokens/scopes.js'
import { DomainError } from '../../../kernel/errors.js'
import type { Asked, SignedIn } from '../sign-in/interaction.js'
import { resourceNamed } from '../token/requested-resource.js'

/**
 * What the scopes of a request, of one resource or several, ask an account for. Throws the refusals of scopes and
 * resources, `userNotAssigned`.
 */
export function asksOf(signedIn: SignedIn, scope: string): Asked {
  const { account, clientIn } = signedIn
  const { reader, user } = account
  const client = clientIn(reader)
  const asked = askedScopesOf(signedIn, scope)
  const [first] = asked
  const resources = asked.map(({ resource }) => resource)
  requireAssignedUser(reader, user, client, resources)
  return {
    resource: first.resource,
    permissions: askedPermissions(reader, client, asked),
    missing: missingPermissions(reader, client, user, asked),
  }
}

/**
 * What the scopes of a request ask an administrator for, on behalf of the whole tenant: with `.default` the application
 * permissions of the registration, too. Throws the refusals of scopes and resources, `nothingListed`.
 */
export function adminAsksOf(signedIn: SignedIn, scope: string): Asked {
  const { reader } = signedIn.account
  const client = signedIn.clientIn(reader)
  const asked = askedScopesOf(signedIn, scope)
  const permissions = askedPermissions(reader, client, asked)
  const roles = asked.some(({ request }) => request.isDefault) ? askedRoles(reader, client) : []
  if (permissions.length + roles.length === 0) throw new DomainError('nothingListed')
  return { resource: asked[0].resource, permissions, missing: permissions, tenantWide: { roles } }
}

function askedScopesOf({ login, account }: SignedIn, scope: string): readonly [AskedScopes, ...AskedScopes[]] {
  const [first, ...further] = parseScopesOfSeveral(scope)
  const withResource = (request: ScopeRequest) => ({
    request,
    resource: resourceNamed(login, account.reader, request.resource),
  })
  return [withResource(first), ...further.map(withResource)]
}
