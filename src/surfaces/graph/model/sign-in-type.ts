import type { Reader } from '../../../domain/access.js'
import type { SignIn } from '../../../domain/tokens/sign-in-rows.js'
import { uniqueTokenIdentifier } from '../../../domain/tokens/token-id.js'
import { lazily } from '../lazily.js'
import { deviceDetail } from './device-detail.js'
import { defineType, type GraphType } from './graph-type.js'

const ofTenant = (_signIn: SignIn, reader: Reader) => reader.tenant
const none = () => 'none'
/** Why a sign-in is as risky as an administrator says. */
const RISK_DETAILS = {
  confirmedCompromised: 'adminConfirmedSigninCompromised',
  confirmedSafe: 'adminConfirmedSigninSafe',
  dismissed: 'adminDismissedRiskForSignIn',
} as const

/** The properties of a signIn. Nothing here has an address or a place, and a risk only where an administrator says so. */
export const signInType: () => GraphType<SignIn> = lazily(() =>
  defineType<SignIn>('signIn', {
    read: {
      clientAppUsed: (signIn) => signIn.clientAppUsed ?? 'Mobile Apps and Desktop clients',
      authenticationRequirement: () => 'singleFactorAuthentication',
      conditionalAccessStatus: () => 'notApplied',
      crossTenantAccessType: none,
      deviceDetail: ({ userAgent = '' }) => deviceDetail(userAgent),
      homeTenantId: ofTenant,
      ipAddress: () => '127.0.0.1',
      isInteractive: ({ eventType }) => eventType === 'interactiveUser',
      location: () => ({
        city: '',
        state: '',
        countryOrRegion: '',
        geoCoordinates: { altitude: null, latitude: null, longitude: null },
      }),
      originalRequestId: ({ id }) => id,
      resourceTenantId: ofTenant,
      riskDetail: ({ riskState }) => (riskState === undefined ? 'none' : RISK_DETAILS[riskState]),
      riskLevelAggregated: ({ riskState }) => (riskState === 'confirmedCompromised' ? 'high' : 'none'),
      riskLevelDuringSignIn: none,
      riskState: ({ riskState = 'none' }) => riskState,
      servicePrincipalId: (signIn) => signIn.servicePrincipalId ?? '',
      servicePrincipalName: (signIn) => (signIn.servicePrincipalId === undefined ? null : signIn.appDisplayName),
      signInEventTypes: ({ eventType }) => [eventType],
      // The service says "Other." of what went well.
      status: ({ errorCode, failureReason = 'Other.' }) => ({ errorCode, failureReason, additionalDetails: null }),
      tokenIssuerType: () => 'AzureAD',
      userAgent: (signIn) => signIn.userAgent ?? '',
      uniqueTokenIdentifier: ({ id }) => uniqueTokenIdentifier(id),
    },
  }),
)
