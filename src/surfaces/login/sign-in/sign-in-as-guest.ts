import type { Reader } from '../../../domain/access.js'
import { redeemInvitation } from '../../../domain/directory/redeem-invitation.js'
import type { User } from '../../../domain/directory/user-rows.js'
import type { Client } from '../../../domain/tokens/clients.js'
import { userIn } from '../../../domain/tokens/guests.js'
import type { LoginRequest } from '../login-request.js'

/**
 * Who somebody is in the tenant of `reader` who has proved at home who he is. A guest who was only invited so far has
 * thereby accepted. Throws the refusals of `userIn`.
 */
export function signInAsGuest(login: LoginRequest, reader: Reader, home: Reader, user: User, client: Client): User {
  const found = userIn(reader, home, user, client)
  if (found === user || found.externalUserState !== 'PendingAcceptance') return found
  const actor = { kind: 'user', id: found.id, requestId: login.correlationId } as const
  return login.access.write(reader.tenant, actor, (transaction) =>
    redeemInvitation(transaction, found.id, 'ExternalAzureAD'),
  )
}
