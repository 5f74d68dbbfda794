import { authorizationPolicies } from '../authorization-policy.js'
import {
  activatedRoles,
  administrativeUnitMembers,
  administrativeUnits,
  organizations,
  roleAssignments,
  roleDefinitions,
  tokenLifetimePolicies,
} from '../tables.js'
import type { Activity, AuditedTable } from './activity.js'
import { all, gains, isTenantWide, loses, not } from './conditions.js'
import { objectActivities } from './object-activities.js'
import { holderAndRole, itself, memberAndUnit } from './targets.js'

const verifies = 'verifiedDomains'
const waits = 'unverifiedDomains'
const ofDomains = { operation: 'Update', properties: [verifies, waits] } as const
const domains: readonly Activity[] = [
  { ...ofDomains, name: 'Verify domain', when: all(gains(verifies), loses(waits)) },
  { ...ofDomains, name: 'Add verified domain', operation: 'Add', when: all(gains(verifies), not(loses(waits))) },
  { ...ofDomains, name: 'Remove verified domain', operation: 'Delete', when: loses(verifies) },
  { ...ofDomains, name: 'Add unverified domain', operation: 'Add', when: gains(waits) },
  {
    ...ofDomains,
    name: 'Remove unverified domain',
    operation: 'Delete',
    when: all(loses(waits), not(gains(verifies))),
  },
  {
    ...ofDomains,
    name: 'Update domain',
    when: not((change) => [gains(verifies, waits), loses(verifies), loses(waits)].some((test) => test(change))),
  },
]

/** The first change makes the row. */
const authorization: Activity = { name: 'Update authorization policy', operation: 'Update' }

/** What is told of roles, administrative units, policies and the tenant itself. */
export const tenantActivities: Readonly<Record<string, AuditedTable>> = {
  [roleAssignments.name]: {
    category: 'RoleManagement',
    targets: holderAndRole,
    isLink: true,
    activities: {
      added: [
        { name: 'Add member to role', operation: 'Assign', when: isTenantWide },
        { name: 'Add scoped member to role', operation: 'Assign', when: not(isTenantWide) },
      ],
      deleted: [
        { name: 'Remove member from role', operation: 'Unassign', when: isTenantWide },
        { name: 'Remove scoped member from role', operation: 'Unassign', when: not(isTenantWide) },
      ],
    },
  },
  [roleDefinitions.name]: {
    category: 'RoleManagement',
    targets: itself('Role'),
    activities: objectActivities('role definition'),
  },
  [activatedRoles.name]: {
    category: 'RoleManagement',
    targets: itself('Role'),
    activities: { added: [{ name: 'Add role from template', operation: 'Add' }] },
  },
  [administrativeUnits.name]: {
    category: 'AdministrativeUnit',
    targets: itself('AdministrativeUnit'),
    activities: objectActivities('administrative unit'),
  },
  [administrativeUnitMembers.name]: {
    category: 'AdministrativeUnit',
    targets: memberAndUnit,
    isLink: true,
    activities: {
      added: [{ name: 'Add member to administrative unit', operation: 'Assign' }],
      deleted: [{ name: 'Remove member from administrative unit', operation: 'Unassign' }],
    },
  },
  [tokenLifetimePolicies.name]: {
    category: 'Policy',
    targets: itself('Policy'),
    activities: objectActivities('policy'),
  },
  [authorizationPolicies.name]: {
    category: 'AuthorizationPolicy',
    targets: itself('Policy'),
    activities: { added: [authorization], updated: [authorization] },
  },
  [organizations.name]: {
    category: 'DirectoryManagement',
    targets: itself('Directory'),
    activities: {
      updated: [...domains, { name: 'Set Company Information', operation: 'Update' }],
    },
  },
}
