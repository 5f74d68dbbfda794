import { badRequest, gatewayRefusal, type Wording } from './wire-error.js'

const SIGN_IN = 'they can use that account to sign in to shared apps and resources.'

/** Refusals about guests. */
export const invitationErrors: Readonly<Record<string, Wording>> = {
  invitedUserExists: ({ id, blocked }) => {
    const known = `The invited user already exists in the directory as object ID: ${id}`
    return gatewayRefusal(
      blocked
        ? `${known}, but the account is blocked from signing in. If the account is unblocked, ${SIGN_IN}`
        : `${known}. T${SIGN_IN.slice(1)}`,
    )
  },
  // [unverified] The code beside this message is not documented.
  invitationsNotAllowed: () => ({
    status: 403,
    code: 'Forbidden',
    message: 'Guest invitations not allowed for your company. Contact your company administrator for more details.',
  }),
  invitedGroupAddress: () => gatewayRefusal('Group email address is not supported.'),
  // [unverified] How these are worded is not documented.
  invitedDomainVerified: ({ domain }) =>
    gatewayRefusal(`The domain '${domain}' of the invited user is verified in your directory.`),
  invitedAddressInvalid: ({ email }) =>
    gatewayRefusal(`The invited user email address '${email}' is not a valid email address.`),
  redirectUrlInvalid: ({ url }) => gatewayRefusal(`The invite redirect URL '${url}' is not an absolute URL.`),
  invitationIncomplete: ({ property }) =>
    gatewayRefusal(`A value is required for property '${property}' of resource 'Invitation'.`),
  resetWithoutUser: () => gatewayRefusal("The property 'invitedUser' with an id is required to reset a redemption."),
  tooManyCopies: ({ limit }) => gatewayRefusal(`At most ${limit} recipient can be given in ccRecipients.`),
  userNotExternal: () => badRequest('The user is not an external user, hence cannot be converted to an internal one.'),
}
