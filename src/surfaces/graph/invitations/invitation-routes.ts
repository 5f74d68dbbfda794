import type { Route } from '../call.js'
import { postInvitation } from './invitation-handlers.js'

/** Guests come by invitation. Who may invite is for the authorization policy to say. */
export const invitationRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/invitations',
    operationId: 'invitations.create',
    handler: postInvitation,
    type: 'invitation',
  },
]
