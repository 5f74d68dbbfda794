import { servicePrincipals } from '../../../domain/directory/tables.js'
import { requireClient } from '../../../domain/tokens/clients.js'
import { findRedirectUri } from '../../../domain/tokens/redirect-uris.js'
import type { LoginRequest } from '../login-request.js'
import { tenantsOf } from '../tenant-segment.js'

const ADDRESS = 'post_logout_redirect_uri'

/** Where the browser goes after a sign-out: nowhere that no app registered, or the page would lead people wherever somebody likes. */
export function returnAddress(login: LoginRequest): string | undefined {
  const { query, form, repeated } = login
  const uri = query.get(ADDRESS) ?? form.get(ADDRESS)
  // Of two addresses nobody can tell which was meant.
  if (!uri || repeated.includes(ADDRESS) || !isRegistered(login, uri)) return undefined
  const state = query.get('state') ?? form.get('state')
  return state === undefined ? uri : `${uri}${uri.includes('?') ? '&' : '?'}${new URLSearchParams({ state })}`
}

function isRegistered({ access }: LoginRequest, uri: string): boolean {
  const tenants = tenantsOf(access)
  return tenants
    .all()
    .some((reader) =>
      [...reader.table(servicePrincipals).rows()].some(
        ({ appId, accountEnabled }) =>
          accountEnabled && findRedirectUri(requireClient(reader, appId, tenants), uri) !== undefined,
      ),
    )
}
