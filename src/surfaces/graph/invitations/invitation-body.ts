import type { Reader } from '../../../domain/access.js'
import type { GuestToInvite } from '../../../domain/directory/invite-guest.js'
import { DomainError } from '../../../kernel/errors.js'
import { boundIds } from '../directory-objects/references.js'

/** A body of POST /invitations as its schema lets it through. */
export interface InvitationBody {
  readonly invitedUserEmailAddress?: string
  readonly inviteRedirectUrl?: string
  readonly invitedUserDisplayName?: string | null
  readonly invitedUserType?: 'Guest' | 'Member' | null
  readonly sendInvitationMessage?: boolean | null
  readonly resetRedemption?: boolean | null
  readonly invitedUserMessageInfo?: MessageInfo | null
  readonly invitedUser?: { readonly id?: string } | null
  readonly invitedUserSponsors?: readonly { readonly id: string }[] | null
}

/** How the mail is worded, and who gets a copy. */
export interface MessageInfo {
  readonly messageLanguage?: string | null
  readonly customizedMessageBody?: string | null
  readonly ccRecipients?:
    | readonly { readonly emailAddress?: { readonly name?: string | null; readonly address?: string | null } }[]
    | null
}

const MOST_COPIES = 1

/** Whom a body invites. Throws `invitationIncomplete`, `tooManyCopies`, `notFound`. */
export function guestOf(reader: Reader, body: InvitationBody): GuestToInvite {
  const { invitedUserEmailAddress: email, inviteRedirectUrl: redirectUrl } = body
  if (!email) throw new DomainError('invitationIncomplete', { property: 'invitedUserEmailAddress' })
  if (!redirectUrl) throw new DomainError('invitationIncomplete', { property: 'inviteRedirectUrl' })
  if (copiesOf(body).length > MOST_COPIES) throw new DomainError('tooManyCopies', { limit: MOST_COPIES })
  const bound = boundIds(reader, body as Readonly<Record<string, unknown>>, 'invitedUserSponsors')
  return {
    email,
    redirectUrl,
    displayName: body.invitedUserDisplayName,
    userType: body.invitedUserType,
    userId: body.invitedUser?.id,
    resetRedemption: body.resetRedemption ?? false,
    sponsorIds: [...bound, ...(body.invitedUserSponsors ?? []).map(({ id }) => id.toLowerCase())],
  }
}

/** Whom the mail goes to besides the guest. */
export function copiesOf({ invitedUserMessageInfo }: InvitationBody): readonly string[] {
  return (invitedUserMessageInfo?.ccRecipients ?? []).flatMap(({ emailAddress }) => emailAddress?.address ?? [])
}

/** The message of an invitation as it is told back: complete, and with a recipient even where nobody gets a copy. */
export function shownMessage({ invitedUserMessageInfo }: InvitationBody): object {
  const { messageLanguage = null, customizedMessageBody = null, ccRecipients } = invitedUserMessageInfo ?? {}
  const recipients = ccRecipients?.length ? ccRecipients : [{ emailAddress: {} }]
  return {
    messageLanguage,
    customizedMessageBody,
    ccRecipients: recipients.map(({ emailAddress }) => ({
      emailAddress: { name: emailAddress?.name ?? null, address: emailAddress?.address ?? null },
    })),
  }
}
