import { badRequest, type Wording } from './wire-error.js'

/** Refusals about domains. [unverified] Where no page tells them, they are worded by the emulator. */
export const tenantErrors: Readonly<Record<string, Wording>> = {
  domainVerified: ({ domain }) => badRequest(`Domain ${domain} is already verified.`),
  domainVerifiedElsewhere: ({ domain }) =>
    badRequest(`Domain ${domain} is already verified in another organization. Remove it there first.`),
  domainNotVerified: ({ domain }) => badRequest(`Only verified domains can be updated. Verify ${domain} first.`),
  unverifiedPromotion: () =>
    badRequest('Unverified domains cannot be promoted. Please verify the domain before promotion.'),
  federatedPromotion: () =>
    badRequest(
      'Promoting a subdomain with user references is not allowed. Please migrate the users to the current root domain before promotion of the subdomain.',
    ),
  domainIsRoot: ({ domain }) => badRequest(`Domain ${domain} is a root domain already.`),
  initialDomainKept: ({ domain }) => badRequest(`The initial domain ${domain} cannot be deleted.`),
  defaultDomainKept: ({ domain }) =>
    badRequest(`Domain ${domain} is the default domain. Make another one the default before deleting it.`),
  domainHasSubdomains: ({ domain, subdomain }) =>
    badRequest(`Domain ${domain} has subdomains such as ${subdomain}. Delete or promote them first.`),
  domainInUse: ({ domain, count }) =>
    badRequest(
      `Domain ${domain} cannot be deleted, because ${count} objects refer to it. List its domainNameReferences, or use forceDelete.`,
    ),
  tooManyRenamed: ({ limit }) =>
    badRequest(`More than ${limit} objects would have to be renamed. Change some of them first.`),
  multitenantRenamed: ({ displayName }) =>
    badRequest(`The multitenant application '${displayName}' uses the domain and cannot be renamed.`),
}
