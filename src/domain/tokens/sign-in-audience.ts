import { DomainError } from '../../kernel/errors.js'
import type { Application } from '../directory/application-rows.js'

/** Whose accounts may sign in to an app (Microsoft Graph: application, `signInAudience`). */
const ONE_TENANT = 'AzureADMyOrg'
const PERSONAL = 'PersonalMicrosoftAccount'
const ORGANIZATIONS_AND_PERSONAL = 'AzureADandPersonalMicrosoftAccount'

/** Whether an app may be used in other tenants than the one that registered it. */
export function isForOtherTenants({ signInAudience }: Application): boolean {
  return signInAudience !== ONE_TENANT && signInAudience !== PERSONAL
}

/** An app that somebody wants to sign in to. */
interface App {
  readonly appId: string
  readonly displayName: string
  readonly application: Application | undefined
}

/**
 * Makes sure that an app may be used at an authority: `common`, `organizations`, `consumers`, or a tenant.
 * Throws `singleTenantApp`, `organizationalApp`, `personalApp`.
 */
export function requireAudience({ application, appId, displayName }: App, authority: string): void {
  const audience = application?.signInAudience
  if (audience === undefined) return
  const refuse = (word: string) => new DomainError(word, { appId, displayName })
  if (authority === 'consumers') {
    if (audience !== PERSONAL && audience !== ORGANIZATIONS_AND_PERSONAL) throw refuse('organizationalApp')
    return
  }
  if (audience === PERSONAL) throw refuse('personalApp')
  const isShared = authority === 'common' || authority === 'organizations'
  if (isShared && audience === ONE_TENANT) throw refuse('singleTenantApp')
}
