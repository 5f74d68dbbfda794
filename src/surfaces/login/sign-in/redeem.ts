import { findInvitation, type Invitation } from '../../../domain/directory/invitation-rows.js'
import { redeemInvitation } from '../../../domain/directory/redeem-invitation.js'
import { users } from '../../../domain/directory/tables.js'
import { parseQueryString } from '../../../http/query-string.js'
import { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import { errorPage } from '../pages/error-page.js'
import { readTenant, tenantOfName } from '../tenant-segment.js'

/**
 * GET /redeem: the link of an invitation, which stands in `rd` or is the request itself. Whoever has it has accepted
 * (elsewhere the guest would sign in first) and goes where the inviter wanted.
 */
export function redeem(login: LoginRequest): LoginAnswer {
  const link = linkOf(login)
  const reader = readTenant(login.access, link.get('tenant') ?? '')
  const invitation = reader && findInvitation(reader, link.get('user') ?? '', link.get('ticket') ?? '')
  if (!reader || !invitation) return errorPage(new DomainError('parameterInvalid', { parameter: 'rd' }), login)
  // Whoever only looks whether the link leads anywhere, such as a scanner of mails, accepts nothing.
  if (login.request.method !== 'HEAD') accept(login, reader.tenant, invitation)
  return { status: 302, headers: { location: new URL(invitation.inviteRedirectUrl).href } }
}

function linkOf({ query }: LoginRequest): ReadonlyMap<string, string> {
  const inner = query.get('rd')
  if (inner === undefined) return query
  return parseQueryString(inner.slice(inner.indexOf('?') + 1)).parameters
}

function accept(login: LoginRequest, tenant: string, { userId }: Invitation): void {
  const actor = { kind: 'user', id: userId, requestId: login.correlationId } as const
  login.access.write(tenant, actor, (transaction) => {
    const mail = transaction.table(users).get(userId)?.mail ?? ''
    const isElsewhere = tenantOfName(login.access, mail) !== undefined
    if (transaction.table(users).has(userId))
      redeemInvitation(transaction, userId, isElsewhere ? 'ExternalAzureAD' : 'mail')
  })
}
