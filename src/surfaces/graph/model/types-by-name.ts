import { applicationType, federatedCredentialType } from './application-type.js'
import { deviceType } from './device-type.js'
import { directoryAuditType } from './directory-audit-type.js'
import { domainType } from './domain-types.js'
import { extensionPropertyType, schemaExtensionType } from './extension-type.js'
import { appRoleAssignmentType, permissionClassificationType, permissionGrantType } from './grant-types.js'
import type { GraphType } from './graph-type.js'
import { groupSettingType } from './group-setting-type.js'
import { groupType } from './group-type.js'
import { invitationType } from './invitation-type.js'
import { authorizationPolicyType, tokenLifetimePolicyType } from './policy-types.js'
import { administrativeUnitType, roleAssignmentType, roleDefinitionType } from './role-types.js'
import { allowedValueType, attributeSetType, securityAttributeType } from './security-attribute-types.js'
import { servicePrincipalType } from './service-principal-type.js'
import { signInType } from './sign-in-type.js'
import { subscriptionType } from './subscription-type.js'
import { organizationType } from './tenant-types.js'
import { userType } from './user-type.js'

const byName: Readonly<Record<string, () => GraphType<never>>> = {
  user: userType,
  group: groupType,
  groupSetting: groupSettingType,
  application: applicationType,
  federatedIdentityCredential: federatedCredentialType,
  delegatedPermissionClassification: permissionClassificationType,
  servicePrincipal: servicePrincipalType,
  administrativeUnit: administrativeUnitType,
  device: deviceType,
  attributeSet: attributeSetType,
  customSecurityAttributeDefinition: securityAttributeType,
  allowedValue: allowedValueType,
  unifiedRoleDefinition: roleDefinitionType,
  unifiedRoleAssignment: roleAssignmentType,
  appRoleAssignment: appRoleAssignmentType,
  oAuth2PermissionGrant: permissionGrantType,
  extensionProperty: extensionPropertyType,
  schemaExtension: schemaExtensionType,
  organization: organizationType,
  domain: domainType,
  signIn: signInType,
  subscription: subscriptionType,
  directoryAudit: directoryAuditType,
  tokenLifetimePolicy: tokenLifetimePolicyType,
  authorizationPolicy: authorizationPolicyType,
  invitation: invitationType,
}

/** The type of that name (`user`), or undefined. */
export function typeNamed(name: string): GraphType<never> | undefined {
  return byName[name]?.()
}
