import { assignedPlans } from '../license-details.js'
import { directGroups } from '../memberships.js'
import type { User } from '../user-rows.js'
import { extensionAttributeOf, extraValue, groupItem, type Item, type RuleProperty } from './rule-properties.js'

const text = (read: (user: User) => string | null): RuleProperty<User> => ({ kind: 'text', read })
const texts = (read: (user: User) => readonly string[]): RuleProperty<User> => ({ kind: 'texts', read })

/** What rules may ask of a user, by the name that they have for it in lower case: for some Graph has another. */
const PROPERTIES: Readonly<Record<string, RuleProperty<User>>> = {
  accountenabled: { kind: 'boolean', read: (user) => user.accountEnabled },
  dirsyncenabled: { kind: 'boolean', read: (user) => user.onPremisesSyncEnabled },
  city: text((user) => user.city),
  companyname: text((user) => user.companyName),
  country: text((user) => user.country),
  department: text((user) => user.department),
  displayname: text((user) => user.displayName),
  employeeid: text((user) => user.employeeId),
  employeehiredate: { kind: 'date', read: (user) => user.employeeHireDate },
  facsimiletelephonenumber: text((user) => user.faxNumber),
  givenname: text((user) => user.givenName),
  jobtitle: text((user) => user.jobTitle),
  mail: text((user) => user.mail),
  mailnickname: text((user) => user.mailNickname),
  mobile: text((user) => user.mobilePhone),
  objectid: text((user) => user.id),
  onpremisesdistinguishedname: text((user) => user.onPremisesDistinguishedName),
  onpremisessecurityidentifier: text((user) => user.onPremisesSecurityIdentifier),
  passwordpolicies: text((user) => user.passwordPolicies),
  physicaldeliveryofficename: text((user) => user.officeLocation),
  postalcode: text((user) => user.postalCode),
  preferredlanguage: text((user) => user.preferredLanguage),
  sipproxyaddress: text((user) => user.imAddresses[0] ?? null),
  state: text((user) => user.state),
  streetaddress: text((user) => user.streetAddress),
  surname: text((user) => user.surname),
  telephonenumber: text((user) => user.businessPhones[0] ?? null),
  usagelocation: text((user) => user.usageLocation),
  userprincipalname: text((user) => user.userPrincipalName),
  usertype: text((user) => user.userType),
  othermails: texts((user) => user.otherMails),
  proxyaddresses: texts((user) => user.proxyAddresses),
  assignedplans: { kind: 'plans', read: (user) => assignedPlans(user).map(planItem) },
  memberof: { kind: 'groups', read: (user, reader) => [...directGroups(reader, user.id)].map(groupItem) },
}

/** A user's property by the name that rules give it, in lower case; undefined when rules know none of that name. */
export function userRuleProperty(name: string): RuleProperty<User> | undefined {
  if (Object.hasOwn(PROPERTIES, name)) return PROPERTIES[name]
  const attribute = extensionAttributeOf(name)
  if (attribute !== undefined) return text((user) => user.onPremisesExtensionAttributes[attribute] ?? null)
  return /^extension_[0-9a-f]{32}_\w+$/.test(name)
    ? { kind: 'text', read: (user) => extraValue(user.extra, name) }
    : undefined
}

function planItem(plan: ReturnType<typeof assignedPlans>[number]): Item {
  return { serviceplanid: plan.servicePlanId, service: plan.service, capabilitystatus: plan.capabilityStatus }
}
