import type { OAuth2PermissionGrant } from '../../../domain/directory/application-rows.js'
import {
  getDelegatedGrant,
  grantDelegated,
  type NewDelegatedGrant,
  revokeDelegated,
  updateDelegatedGrant,
} from '../../../domain/directory/grants.js'
import { oauth2PermissionGrants } from '../../../domain/directory/tables.js'
import { partOf } from '../../../odata/list-source.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, type Handler, parameter, readerOf, write } from '../call.js'
import { permissionGrantType } from '../model/grant-types.js'
import { createdAnswer, entityAnswer } from '../query/entity-answer.js'
import { countAnswer, type List, listAnswer } from '../query/list-answer.js'

const SET = 'oauth2PermissionGrants'

/** GET /oauth2PermissionGrants (Microsoft Graph: List oauth2PermissionGrants). */
export function listGrants(call: Call): Answer {
  return listAnswer(call, grantsList(call))
}

/** GET /oauth2PermissionGrants/$count. */
export function countGrants(call: Call): Answer {
  return countAnswer(call, grantsList(call))
}

function grantsList(call: Call): List<OAuth2PermissionGrant> {
  return { type: permissionGrantType(), source: readerOf(call).table(oauth2PermissionGrants), context: SET }
}

/** GET …/{id}/oauth2PermissionGrants of a client or a user. */
export function listGrantsOf(
  index: 'clientId' | 'principalId',
  resolve: (call: Call) => { readonly id: string },
): Handler {
  return (call) => {
    const grants = readerOf(call).table(oauth2PermissionGrants)
    return listAnswer(call, {
      type: permissionGrantType(),
      source: partOf(grants, grants.find(index, resolve(call).id)),
      context: SET,
    })
  }
}

/** GET /oauth2PermissionGrants/{id}. */
export function getGrant(call: Call): Answer {
  return entityAnswer(call, permissionGrantType(), getDelegatedGrant(readerOf(call), parameter(call)), SET)
}

/** POST /oauth2PermissionGrants (Microsoft Graph: Create oAuth2PermissionGrant). */
export function postGrant(call: Call): Answer {
  const made = write(call, (transaction) => grantDelegated(transaction, call.body as NewDelegatedGrant))
  return createdAnswer(call, permissionGrantType(), made, SET)
}

/** PATCH /oauth2PermissionGrants/{id}: the scopes alone can change. */
export function patchGrant(call: Call): Answer {
  const { scope } = call.body as { scope: string }
  write(call, (transaction) => updateDelegatedGrant(transaction, parameter(call), scope))
  return noContent
}

/** DELETE /oauth2PermissionGrants/{id}. */
export function deleteGrant(call: Call): Answer {
  write(call, (transaction) => revokeDelegated(transaction, parameter(call)))
  return noContent
}
