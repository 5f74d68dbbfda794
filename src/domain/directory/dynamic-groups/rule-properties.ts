import type { Reader } from '../../access.js'
import { assignedPlans } from '../license-details.js'
import { directGroups } from '../memberships.js'
import type { User } from '../user-rows.js'

/** Of what kind a property is: which operators fit it follows from that. */
export type PropertyKind = 'text' | 'boolean' | 'date' | 'texts' | 'plans' | 'groups'

/** An item of a collection that has properties itself, by their names in lower case. */
export type Item = Readonly<Record<string, string | null>>

export type PropertyValue = string | boolean | null | readonly string[] | readonly Item[]

export interface RuleProperty {
  readonly kind: PropertyKind
  readonly read: (user: User, reader: Reader) => PropertyValue
}

const text = (read: (user: User) => string | null): RuleProperty => ({ kind: 'text', read })
const texts = (read: (user: User) => readonly string[]): RuleProperty => ({ kind: 'texts', read })

/** What rules may ask of a user, by the name that they have for it in lower case: for some Graph has another. */
const PROPERTIES: Readonly<Record<string, RuleProperty>> = {
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

/** What the items of a collection are called within its condition, and which properties they have there. */
export const ITEMS: Readonly<
  Partial<Record<PropertyKind, { readonly of: string; readonly names: readonly string[] }>>
> = {
  plans: { of: 'assignedplan', names: ['serviceplanid', 'service', 'capabilitystatus'] },
  groups: { of: 'group', names: ['objectid'] },
}

/** A user's property by the name that rules give it, in lower case; undefined when rules know none of that name. */
export function ruleProperty(name: string): RuleProperty | undefined {
  if (Object.hasOwn(PROPERTIES, name)) return PROPERTIES[name]
  const attribute = /^extensionattribute(1[0-5]|[1-9])$/.exec(name)?.[1]
  if (attribute !== undefined) {
    return text((user) => user.onPremisesExtensionAttributes[`extensionAttribute${attribute}`] ?? null)
  }
  return /^extension_[0-9a-f]{32}_\w+$/.test(name)
    ? { kind: 'text', read: (user) => extraValue(user, name) }
    : undefined
}

function extraValue({ extra }: User, name: string): string | boolean | null {
  const found = Object.entries(extra).find(([key]) => key.toLowerCase() === name)?.[1]
  if (typeof found === 'boolean' || typeof found === 'string') return found
  return typeof found === 'number' ? String(found) : null
}

function planItem(plan: ReturnType<typeof assignedPlans>[number]): Item {
  return { serviceplanid: plan.servicePlanId, service: plan.service, capabilitystatus: plan.capabilityStatus }
}

function groupItem({ id }: { readonly id: string }): Item {
  return { objectid: id }
}
