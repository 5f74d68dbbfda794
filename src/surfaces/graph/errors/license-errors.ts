import { badRequest, type Wording } from './wire-error.js'

const joined = (ids: unknown): string => (Array.isArray(ids) ? ids.join(',') : String(ids))

/** Refusals of assignLicense. Scripts compare these texts word by word. */
export const licenseErrors: Readonly<Record<string, Wording>> = {
  invalidUsageLocation: () => badRequest('License assignment cannot be done for user with invalid usage location.'),
  // [unverified] In which words.
  prohibitedUsageLocation: () => badRequest('License assignment failed because of prohibited usage location'),
  noSeats: ({ skuId }) => badRequest(`Subscription with SKU ${skuId} does not have any available licenses.`),
  unknownLicense: ({ skuId }) => badRequest(`License ${skuId} does not correspond to a valid company License.`),
  unknownPlan: ({ planId, skuId }) =>
    badRequest(`License assignment failed because service plan ${planId} does not belong to license ${skuId}.`),
  planDependency: ({ plan, requires }) =>
    badRequest(
      `License assignment failed because service plan ${plan} depends on the service plan(s) ${joined(requires)}`,
    ),
  plansExclusive: ({ plans }) =>
    badRequest(`License assignment failed because service plans ${joined(plans)} are mutually exclusive`),
  licenseInherited: () =>
    badRequest('User license is inherited from a group membership and it cannot be removed directly from the user.'),
  licenseNotAssigned: () => badRequest('User does not have a corresponding license.'),
  // [unverified] That only security-enabled groups give licenses is documented, not in which words others are refused.
  groupGivesNoLicenses: ({ id }) =>
    badRequest(`Licenses cannot be assigned to group ${id}, which is not security enabled.`),
  licenseAddedAndRemoved: ({ skuId }) =>
    badRequest(`License ${skuId} cannot be added and removed in the same request.`),
}
