import type { AuthorizationPolicy } from '../../../domain/directory/authorization-policy.js'
import type { TokenLifetimePolicy } from '../../../domain/directory/tenant-rows.js'
import { lazily } from '../lazily.js'
import { defineType, type GraphType } from './graph-type.js'

/** The tokenLifetimePolicy resource type. */
export const tokenLifetimePolicyType: () => GraphType<TokenLifetimePolicy> = lazily(() =>
  defineType<TokenLifetimePolicy>('tokenLifetimePolicy'),
)

/** The authorizationPolicy resource type. */
export const authorizationPolicyType: () => GraphType<AuthorizationPolicy> = lazily(() =>
  defineType<AuthorizationPolicy>('authorizationPolicy'),
)
