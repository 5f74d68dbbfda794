import type { AppRoleAssignment, OAuth2PermissionGrant } from '../../../domain/directory/application-rows.js'
import { lazily } from '../lazily.js'
import { defineType, type GraphType } from './graph-type.js'

/** The properties of an appRoleAssignment. */
export const appRoleAssignmentType: () => GraphType<AppRoleAssignment> = lazily(() =>
  defineType<AppRoleAssignment>('appRoleAssignment'),
)

/** The properties of an oAuth2PermissionGrant. */
export const permissionGrantType: () => GraphType<OAuth2PermissionGrant> = lazily(() =>
  defineType<OAuth2PermissionGrant>('oAuth2PermissionGrant', { indexes: { clientId: { name: 'clientId' } } }),
)
