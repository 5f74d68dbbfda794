import { legalAgeGroupClassification } from '../../../domain/directory/legal-age-group.js'
import { assignedPlans, provisionedPlans } from '../../../domain/directory/license-details.js'
import { addressOf } from '../../../domain/directory/tables.js'
import type { User } from '../../../domain/directory/user-rows.js'
import { formatInstant, parseInstant } from '../../../kernel/instant.js'
import { lazily } from '../lazily.js'
import { extensionAttributes } from './extension-attributes.js'
import { defineType, type GraphType, releasedType } from './graph-type.js'
import { securityIdentifier } from './security-identifier.js'
import { signInActivity } from './sign-in-activity.js'

/** The user resource type of Microsoft Graph over the directory's users. */
export const userType: () => GraphType<User> = lazily(() => releasedType(betaUserType()))

/** As `userType`, with what only /beta tells. */
export const betaUserType: () => GraphType<User> = lazily(() =>
  defineType<User>('user', {
    read: {
      assignedPlans,
      provisionedPlans,
      legalAgeGroupClassification,
      signInSessionsValidFromDateTime: ({ signInSessionsValidFromDateTime }) =>
        formatInstant(parseInstant(signInSessionsValidFromDateTime) ?? 0),
      refreshTokensValidFromDateTime: ({ signInSessionsValidFromDateTime }) =>
        formatInstant(parseInstant(signInSessionsValidFromDateTime) ?? 0),
      passwordProfile: () => null,
      customSecurityAttributes: () => null,
      securityIdentifier: (user) => securityIdentifier(user.id),
      onPremisesExtensionAttributes: (user) => extensionAttributes(user.onPremisesExtensionAttributes),
      signInActivity,
      preferredName: () => '',
    },
    indexes: {
      userPrincipalName: { name: 'userPrincipalNameOrder', everyRow: true },
      mail: { name: 'mail' },
      mailNickname: { name: 'mailNickname' },
      displayName: { name: 'displayName', everyRow: true },
      proxyAddresses: { name: 'proxyAddresses', key: addressOf },
    },
    extra: (user) => user.extra,
  }),
)
