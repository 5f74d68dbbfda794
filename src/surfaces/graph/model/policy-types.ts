import type { TokenLifetimePolicy } from '../../../domain/directory/tenant-rows.js'
import { lazily } from '../lazily.js'
import { defineType, type GraphType } from './graph-type.js'

/** The tokenLifetimePolicy resource type. */
export const tokenLifetimePolicyType: () => GraphType<TokenLifetimePolicy> = lazily(() =>
  defineType<TokenLifetimePolicy>('tokenLifetimePolicy'),
)
