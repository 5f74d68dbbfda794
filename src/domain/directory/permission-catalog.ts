import catalog from '../../../fixtures/graph-permissions.json' with { type: 'json' }
import { appRoleOf, permissionScopeOf } from './application-defaults.js'
import type { AppRole, PermissionScope } from './application-rows.js'

interface PermissionRow {
  readonly delegated?: string
  readonly adminConsent?: boolean
  readonly application?: string
  /** What an administrator is asked to let an app do. */
  readonly title?: string
  /** The same for users, where they may decide. */
  readonly userTitle?: string
  readonly userDescription?: string
}

const permissions: Readonly<Record<string, PermissionRow>> = catalog.permissions

/** Microsoft Graph's application permissions, with their real ids. */
export function graphAppRoles(): readonly AppRole[] {
  return Object.entries(permissions).flatMap(([value, { application: id }]) =>
    id === undefined ? [] : [appRoleOf({ id, value, allowedMemberTypes: ['Application'] })],
  )
}

/** Microsoft Graph's delegated permissions, with their real ids. */
export function graphPermissionScopes(): readonly PermissionScope[] {
  return Object.entries(permissions).flatMap(
    ([value, { delegated: id, adminConsent, title, userTitle, userDescription }]) =>
      id === undefined
        ? []
        : [
            permissionScopeOf({
              id,
              value,
              type: adminConsent ? 'Admin' : 'User',
              adminConsentDisplayName: title ?? value,
              userConsentDisplayName: userTitle ?? null,
              userConsentDescription: userDescription ?? null,
            }),
          ],
  )
}
