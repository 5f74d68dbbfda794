import type { AppRoleAssignment, OAuth2PermissionGrant } from '../../../domain/directory/application-rows.js'
import { lazily } from '../lazily.js'
import { defineType, type GraphType } from './graph-type.js'

export const appRoleAssignmentType: () => GraphType<AppRoleAssignment> = lazily(() =>
  defineType<AppRoleAssignment>('appRoleAssignment'),
)

export const permissionGrantType: () => GraphType<OAuth2PermissionGrant> = lazily(() =>
  defineType<OAuth2PermissionGrant>('oAuth2PermissionGrant', { indexes: { clientId: { name: 'clientId' } } }),
)
