import type { ServicePrincipal } from '../../../domain/directory/application-rows.js'
import { findApplicationByAppId } from '../../../domain/directory/applications.js'
import { lazily } from '../lazily.js'
import { EMPTY_INFO, NO_PUBLISHER, presentKey, presentPassword } from './application-type.js'
import { defineType, type GraphType } from './graph-type.js'

/** The servicePrincipal resource type of Microsoft Graph over the directory's service principals. */
export const servicePrincipalType: () => GraphType<ServicePrincipal> = lazily(() =>
  defineType<ServicePrincipal>('servicePrincipal', {
    read: {
      customSecurityAttributes: () => null,
      appDisplayName: (principal, reader) =>
        findApplicationByAppId(reader, principal.appId)?.displayName ?? principal.displayName,
      signInAudience: (principal, reader) =>
        findApplicationByAppId(reader, principal.appId)?.signInAudience ?? 'AzureADMultipleOrgs',
      passwordCredentials: (principal) => principal.passwordCredentials.map(presentPassword),
      keyCredentials: (principal) => principal.keyCredentials.map(presentKey),
      info: (principal) => principal.extra.info ?? EMPTY_INFO,
      verifiedPublisher: (principal) => principal.extra.verifiedPublisher ?? NO_PUBLISHER,
    },
    indexes: {
      appId: { name: 'appId' },
      displayName: { name: 'displayName', everyRow: true },
      servicePrincipalNames: { name: 'servicePrincipalNames' },
    },
    extra: (principal) => principal.extra,
  }),
)
