import type {
  AppRoleAssignment,
  OAuth2PermissionGrant,
  PermissionClassification,
} from '../../../domain/directory/application-rows.js'
import { lazily } from '../lazily.js'
import { defineType, type GraphType } from './graph-type.js'

/** The properties of an appRoleAssignment. */
export const appRoleAssignmentType: () => GraphType<AppRoleAssignment> = lazily(() =>
  defineType<AppRoleAssignment>('appRoleAssignment'),
)

/** The properties of a delegatedPermissionClassification. */
export const permissionClassificationType: () => GraphType<PermissionClassification> = lazily(() =>
  defineType<PermissionClassification>('delegatedPermissionClassification'),
)

/** The properties of an oAuth2PermissionGrant. */
export const permissionGrantType: () => GraphType<OAuth2PermissionGrant> = lazily(() =>
  defineType<OAuth2PermissionGrant>('oAuth2PermissionGrant', { indexes: { clientId: { name: 'clientId' } } }),
)
