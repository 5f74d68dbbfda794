import { sameValue } from '../../kernel/equality.js'
import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { formatInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import { type ApplicationChanges, type ApplicationFacts, blankApplication } from './application-defaults.js'
import type { Application } from './application-rows.js'
import { changedExtra } from './extension-values.js'
import { refuseMoreThan } from './most-values.js'
import { applications, servicePrincipals } from './tables.js'

/** How many APIs an application can ask permissions of, and how many permissions (Microsoft Graph: application resource type). */
const MOST_RESOURCES = 50
const MOST_PERMISSIONS = 400

const AUDIENCES = [
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
]

/** An application by object id. Throws `notFound`. */
export function getApplication(reader: Reader, id: string): Application {
  const application = reader.table(applications).get(fold(id))
  if (!application) throw new DomainError('notFound', { id })
  return application
}

/** An application by app (client) id, or undefined. */
export function findApplicationByAppId(reader: Reader, appId: string): Application | undefined {
  return reader.table(applications).findFirst('appId', fold(appId))
}

/**
 * Registers an application; it cannot sign in before a service principal exists (Microsoft Graph: Create application).
 * Throws `valueRequired`, `invalidValue`, `accessTokenVersion`, `duplicateValues`, `propertyTaken`, and what
 * `changedExtra` throws.
 */
export function createApplication(
  transaction: Transaction,
  properties: ApplicationChanges,
  facts: ApplicationFacts = {},
): Application {
  if (!properties.displayName)
    throw new DomainError('valueRequired', { property: 'displayName', resource: 'Application' })
  const id = facts.id ?? transaction.newGuid()
  const appId = facts.appId ?? transaction.newGuid()
  const blank = blankApplication(id, appId, formatInstant(transaction.now))
  const extra = changedExtra(transaction, 'Application', {}, properties.extra ?? {})
  const given = { ...blank, ...properties, ...facts, id, appId, extra }
  // What personal accounts may sign in to gets its tokens in the newer form unless somebody says otherwise.
  const requestedAccessTokenVersion = given.requestedAccessTokenVersion ?? (isForPersonal(given) ? 2 : null)
  const application = { ...given, requestedAccessTokenVersion }
  refuseBadValues(application)
  refuseTakenUris(transaction, application)
  return transaction.insert(applications, application)
}

/**
 * Updates what is mentioned; lists are replaced whole. The tenant's service principal follows (Microsoft Graph:
 * Update application). Throws `notFound`, `invalidValue`, `propertyTaken`, `enabledEntitlement`, and what `changedExtra` throws.
 */
export function updateApplication(transaction: Transaction, id: string, changes: ApplicationChanges): Application {
  const before = getApplication(transaction, id)
  const extra = changedExtra(transaction, 'Application', before.extra, changes.extra ?? {})
  const application = { ...before, ...changes, extra }
  refuseBadValues(application)
  if (changes.identifierUris) refuseTakenUris(transaction, application)
  refuseChangedEntitlements(before.appRoles, application.appRoles)
  refuseChangedEntitlements(before.oauth2PermissionScopes, application.oauth2PermissionScopes)
  updateServicePrincipalOf(transaction, application)
  return transaction.replace(applications, application)
}

function updateServicePrincipalOf(transaction: Transaction, application: Application): void {
  const principal = transaction.table(servicePrincipals).findFirst('appId', fold(application.appId))
  if (!principal) return
  const { displayName, appId, identifierUris, appRoles, oauth2PermissionScopes } = application
  const servicePrincipalNames = [appId, ...identifierUris]
  transaction.replace(servicePrincipals, {
    ...principal,
    displayName,
    appRoles,
    oauth2PermissionScopes,
    servicePrincipalNames,
  })
}

function refuseBadValues(application: Application): void {
  const refuse = (property: string) => new DomainError('invalidValue', { property, resource: 'Application' })
  if (application.displayName === '' || application.displayName.length > 256) throw refuse('displayName')
  if (!AUDIENCES.includes(application.signInAudience)) throw refuse('signInAudience')
  refuseBadVersion(application)
  refuseSameIds(application.appRoles)
  refuseSameIds(application.oauth2PermissionScopes)
  const { requiredResourceAccess } = application
  refuseMoreThan(MOST_RESOURCES, requiredResourceAccess.length)
  refuseMoreThan(MOST_PERMISSIONS, requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess).length)
}

function isForPersonal({ signInAudience }: Application): boolean {
  return signInAudience === 'AzureADandPersonalMicrosoftAccount' || signInAudience === 'PersonalMicrosoftAccount'
}

/** Apps for personal accounts take access tokens of version 2 alone (Microsoft Graph: apiApplication resource type). */
function refuseBadVersion(application: Application): void {
  const { requestedAccessTokenVersion: version } = application
  const possible = isForPersonal(application) ? [2] : [null, 1, 2]
  if (!possible.includes(version)) throw new DomainError('accessTokenVersion')
}

function refuseSameIds(entitlements: readonly { readonly id: string }[]): void {
  if (new Set(entitlements.map(({ id }) => fold(id))).size < entitlements.length)
    throw new DomainError('duplicateValues')
}

function refuseTakenUris(reader: Reader, application: Application): void {
  for (const uri of application.identifierUris) {
    const holder = reader.table(applications).findFirst('identifierUris', fold(uri))
    if (holder && holder.id !== application.id) {
      throw new DomainError('propertyTaken', { property: 'identifierUris', ids: [holder.id] })
    }
  }
}

/** A role or scope must be switched off before it may be changed or taken away. */
function refuseChangedEntitlements<Entitlement extends { id: string; isEnabled: boolean }>(
  before: readonly Entitlement[],
  after: readonly Entitlement[],
): void {
  for (const old of before) {
    const next = after.find((entitlement) => entitlement.id === old.id)
    if (old.isEnabled && (!next || !sameValue({ ...old, isEnabled: true }, { ...next, isEnabled: true }))) {
      throw new DomainError('enabledEntitlement', { id: old.id })
    }
  }
}
