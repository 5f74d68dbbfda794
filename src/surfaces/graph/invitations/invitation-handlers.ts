import type { Transaction } from '../../../domain/access.js'
import { refuseFullDirectory } from '../../../domain/directory/directory-quota.js'
import { getUser } from '../../../domain/directory/find-principal.js'
import { type Invited, inviteGuest } from '../../../domain/directory/invite-guest.js'
import { organizationOf } from '../../../domain/directory/organization.js'
import { postMail } from '../../../domain/directory/outbox.js'
import type { Answer } from '../answer.js'
import { requireRight, requireTouch } from '../authorize/require-right.js'
import { type Call, readerOf, write } from '../call.js'
import { valueAnswer } from '../query/entity-answer.js'
import { copiesOf, guestOf, type InvitationBody, shownMessage } from './invitation-body.js'
import { redeemUrl } from './redeem-url.js'
import { requireInviter } from './require-inviter.js'

/** POST /invitations (Microsoft Graph: Create invitation). */
export function postInvitation(call: Call): Answer {
  const { caller } = call
  const reader = readerOf(call)
  requireInviter(reader, caller)
  const body = call.body as InvitationBody
  const guest = guestOf(reader, body)
  if (guest.userType === 'Member') requireRight(reader, caller, 'users/inviteMember')
  if (guest.userId !== undefined) requireTouch(reader, caller, getUser(reader, guest.userId).id, 'reset')
  refuseFullDirectory(reader)
  const { invited, url } = write(call, (transaction) => {
    const made = inviteGuest(transaction, guest, { kind: caller.kind, id: caller.oid })
    const link = redeemUrl(call.target, caller.tenantId, made)
    if (body.sendInvitationMessage) mailInvitation(transaction, body, made, link)
    return { invited: made, url: link }
  })
  return valueAnswer(call, 'invitations/$entity', shownInvitation(body, invited, url), 201)
}

function mailInvitation(transaction: Transaction, body: InvitationBody, { invitation, user }: Invited, url: string) {
  const { displayName } = organizationOf(transaction)
  const greeting = body.invitedUserMessageInfo?.customizedMessageBody
  postMail(transaction, {
    kind: 'invitation',
    to: [user.mail ?? String(body.invitedUserEmailAddress), ...copiesOf(body)],
    subject: `${displayName} invited you to access applications within their organization`,
    text: [
      ...(greeting ? [greeting] : []),
      `Accept invitation: ${url}`,
      `It leads to ${invitation.inviteRedirectUrl}`,
    ].join('\n'),
  })
}

function shownInvitation(body: InvitationBody, { invitation, user }: Invited, url: string): object {
  return {
    id: invitation.id,
    inviteRedeemUrl: url,
    invitedUserDisplayName: body.invitedUserDisplayName ?? null,
    invitedUserType: user.userType,
    invitedUserEmailAddress: body.invitedUserEmailAddress,
    sendInvitationMessage: body.sendInvitationMessage ?? false,
    resetRedemption: body.resetRedemption ?? false,
    inviteRedirectUrl: invitation.inviteRedirectUrl,
    status: user.externalUserState === 'Accepted' ? 'Completed' : 'PendingAcceptance',
    invitedUserMessageInfo: shownMessage(body),
    invitedUser: { id: user.id },
  }
}
