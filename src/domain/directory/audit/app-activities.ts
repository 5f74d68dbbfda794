import { applications, appRoleAssignments, oauth2PermissionGrants, servicePrincipals } from '../tables.js'
import type { Activity, AuditedTable } from './activity.js'
import { gains, has, is, not } from './conditions.js'
import { itself, ownersAnd, resourceAndClient, resourceAndGrantee } from './targets.js'

/** Activities around what an application and a service principal have in common. */
function ofApp(
  type: 'Application' | 'ServicePrincipal',
  name: string,
): { readonly added: readonly Activity[]; readonly updated: readonly Activity[] } {
  const owners = { properties: ['ownerIds'], targets: ownersAnd(type) }
  const policy = { properties: ['tokenLifetimePolicyId'] }
  return {
    added: [
      { name: `Add ${name}`, operation: 'Add' },
      { ...owners, name: `Add owner to ${name}`, operation: 'Assign', when: gains('ownerIds') },
    ],
    updated: [
      { ...owners, name: `Add owner to ${name}`, operation: 'Assign', when: gains('ownerIds') },
      { ...owners, name: `Remove owner from ${name}`, operation: 'Unassign', when: not(gains('ownerIds')) },
      { ...policy, name: `Add policy to ${name}`, operation: 'Assign', when: has('tokenLifetimePolicyId') },
      { ...policy, name: `Remove policy from ${name}`, operation: 'Unassign', when: not(has('tokenLifetimePolicyId')) },
      { name: `Update ${name}`, operation: 'Update' },
    ],
  }
}

const KEYS = ['passwordCredentials', 'keyCredentials']
const gainsKey = gains(...KEYS)
const application = ofApp('Application', 'application')
const principal = ofApp('ServicePrincipal', 'service principal')

/** What is told of applications and service principals, and of what they were granted. */
export const appActivities: Readonly<Record<string, AuditedTable>> = {
  [applications.name]: {
    category: 'ApplicationManagement',
    targets: itself('Application'),
    activities: {
      ...application,
      updated: [
        // With an en dash and a blank at the end, as it is on the wire.
        {
          name: 'Update application – Certificates and secrets management ',
          operation: 'Update',
          properties: KEYS,
        },
        ...application.updated,
      ],
      deleted: [{ name: 'Delete application', operation: 'Delete' }],
      restored: [{ name: 'Restore application', operation: 'Update' }],
      purged: [{ name: 'Hard Delete application', operation: 'Delete' }],
    },
  },
  [servicePrincipals.name]: {
    category: 'ApplicationManagement',
    targets: itself('ServicePrincipal'),
    activities: {
      ...principal,
      updated: [
        { name: 'Add service principal credentials', operation: 'Update', properties: KEYS, when: gainsKey },
        { name: 'Remove service principal credentials', operation: 'Update', properties: KEYS, when: not(gainsKey) },
        ...principal.updated,
      ],
      deleted: [{ name: 'Remove service principal', operation: 'Delete' }],
      restored: [{ name: 'Restore service principal', operation: 'Update' }],
      purged: [{ name: 'Hard delete service principal', operation: 'Delete' }],
    },
  },
  [appRoleAssignments.name]: {
    category: 'ApplicationManagement',
    targets: resourceAndGrantee,
    isLink: true,
    activities: {
      added: [
        {
          name: 'Add app role assignment to service principal',
          operation: 'Assign',
          when: is('principalType', 'ServicePrincipal'),
        },
        ...[
          {
            name: 'Add app role assignment grant to user',
            category: 'UserManagement',
            when: is('principalType', 'User'),
          },
          { name: 'Add app role assignment to group', category: 'GroupManagement', when: is('principalType', 'Group') },
        ].map((activity) => ({ ...activity, operation: 'Assign' as const })),
      ],
      deleted: [
        {
          name: 'Remove app role assignment from service principal',
          operation: 'Unassign',
          when: is('principalType', 'ServicePrincipal'),
        },
        ...[
          {
            name: 'Remove app role assignment from user',
            category: 'UserManagement',
            when: is('principalType', 'User'),
          },
          {
            name: 'Remove app role assignment from group',
            category: 'GroupManagement',
            when: is('principalType', 'Group'),
          },
        ].map((activity) => ({ ...activity, operation: 'Unassign' as const })),
      ],
    },
  },
  [oauth2PermissionGrants.name]: {
    category: 'ApplicationManagement',
    targets: resourceAndClient,
    isLink: true,
    activities: {
      added: [{ name: 'Add delegated permission grant', operation: 'Assign' }],
      updated: [
        { name: 'Add delegated permission grant', operation: 'Assign', when: gains('scope') },
        { name: 'Remove delegated permission grant', operation: 'Unassign', when: not(gains('scope')) },
      ],
      deleted: [{ name: 'Remove delegated permission grant', operation: 'Unassign' }],
    },
  },
}
