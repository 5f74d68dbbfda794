import { beforeEach, describe, expect, it } from 'vitest'
import { createApplication } from '../../src/domain/directory/applications.js'
import { organizationOf } from '../../src/domain/directory/organization.js'
import { organizations, users } from '../../src/domain/directory/tables.js'
import { DOMAIN, eventual, type Options, openGraph, type Reply } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const NOBODY = '0af2b6c3-0000-4000-8000-000000000001'
const ann = {
  accountEnabled: true,
  displayName: 'Ann Archer',
  mailNickname: 'ann',
  userPrincipalName: `ann@${DOMAIN}`,
  passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
}
const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }

/** SKUs and plans, by their published ids. */
const E1 = '18181a46-0d4e-45cd-891e-60aabd171b4e'
const E3 = '6fd2c87f-b296-42f0-b197-1e91e994b900'
const PROJECT = '53818b1b-4a27-454b-8896-0dba576410e6'
const SHAREPOINT_PROJECT = 'fe71d6c3-a2ea-4499-9778-da042bf08063'
const SHAREPOINT_ENTERPRISE = '5dbe027f-2339-4123-9542-606e4d348a72'

interface Row {
  /** The number in the catalog of errors, and what provokes it. */
  readonly name: string
  readonly provoke: () => Promise<Reply>
  readonly status: number
  readonly code: string
  readonly message: string | ((reply: Reply) => string)
  readonly details?: readonly object[]
}

const create = (change: object, options?: Options) => graph.post('/users', { ...ann, ...change }, options)
const invalid = (property: string) => {
  const message = `Invalid value specified for property '${property}' of resource 'User'.`
  return { message, details: [{ code: 'InvalidValue', message, target: property }] }
}
const taken = (property: string) => {
  const message = `Another object with the same value for property ${property} already exists.`
  return { message, details: [{ code: 'ObjectConflict', message, target: property }] }
}
const assign = (id: string, body: object) => graph.post(`/users/${id}/assignLicense`, body)
const adding = (skuId: string, disabledPlans: readonly string[] = []) => ({
  addLicenses: [{ skuId, disabledPlans }],
  removeLicenses: [],
})

/** A user somewhere, with what was bought. */
function licensed(...skus: readonly string[]): string {
  for (const sku of skus) graph.buy(sku, 5)
  return graph.newUser('Licensed', { usageLocation: 'FR' }).id
}

async function groupLicense(id: string): Promise<Reply> {
  const { body } = await graph.post('/groups', { ...group, 'members@odata.bind': [`users/${id}`] })
  await graph.post(`/groups/${body.id}/assignLicense`, adding(E3))
  return await assign(id, { addLicenses: [], removeLicenses: [E3] })
}

const badRequest = { status: 400, code: 'Request_BadRequest' }
const unsupported = { status: 400, code: 'Request_UnsupportedQuery' }
const gateway = { status: 400, code: 'BadRequest' }
const unauthorized = { status: 401, code: 'InvalidAuthenticationToken' }

const rows: readonly Row[] = [
  {
    name: 'E1 no token',
    provoke: () => graph.get('/users', { token: '' }),
    ...unauthorized,
    message: 'Access token is empty.',
  },
  {
    name: 'E2 another audience',
    provoke: () =>
      graph.get('/users', {
        token: graph.addToken({ kind: 'app', oid: graph.app.id, appId: graph.app.appId }, 'application'),
      }),
    ...unauthorized,
    message: 'Access token validation failure. Invalid audience.',
  },
  {
    name: 'E3 an expired token',
    provoke: () => graph.get('/users', { token: graph.refusedToken('expired') }),
    ...unauthorized,
    message: 'Lifetime validation failed, the token is expired.',
  },
  {
    name: 'E4 a permission that is missing',
    provoke: () => graph.get('/users', { token: graph.appWith('Group.Read.All') }),
    status: 403,
    code: 'Authorization_RequestDenied',
    message: 'Insufficient privileges to complete the operation.',
  },
  {
    name: 'E4 a role that is missing',
    provoke: () => create({}, { token: graph.userWith(graph.newUser('Member'), 'User.ReadWrite.All') }),
    status: 403,
    code: 'Authorization_RequestDenied',
    message: 'Insufficient privileges to complete the operation.',
  },
  {
    name: 'E5 a user that is not there',
    provoke: () => graph.get('/users/No.Body@contoso.com'),
    status: 404,
    code: 'Request_ResourceNotFound',
    message:
      "Resource 'No.Body@contoso.com' does not exist or one of its queried reference-property objects are not present.",
  },
  {
    name: 'E5 a manager that is not there',
    provoke: () => graph.get(`/users/${graph.newUser('Alone').id}/manager`),
    status: 404,
    code: 'Request_ResourceNotFound',
    message: "Resource 'manager' does not exist or one of its queried reference-property objects are not present.",
  },
  {
    name: 'E6 a principal name that is taken',
    provoke: async () => {
      await create({})
      return await create({ userPrincipalName: `ANN@${DOMAIN}` })
    },
    ...badRequest,
    ...taken('userPrincipalName'),
  },
  {
    name: 'E6 an address that is taken',
    provoke: async () => {
      await create({ mail: `ann@${DOMAIN}` })
      return await create({ userPrincipalName: `ben@${DOMAIN}`, mail: `ANN@${DOMAIN}` })
    },
    ...badRequest,
    message: taken('proxyAddresses').message,
    details: [
      ...taken('proxyAddresses').details,
      { code: 'ConflictingObjects', message: expect.stringMatching(/^\["[0-9a-f-]{36}"\]$/), target: 'proxyAddresses' },
    ],
  },
  ...(['accountEnabled', 'displayName', 'mailNickname', 'userPrincipalName'] as const).map(
    (property): Row => ({
      name: `E7 without ${property}`,
      provoke: () => create({ [property]: undefined }),
      ...badRequest,
      message: `A value is required for property '${property}' of resource 'User'.`,
      details: [{ code: 'PropertyRequired', target: property }],
    }),
  ),
  {
    name: 'E7 a group without displayName',
    provoke: () => graph.post('/groups', { ...group, displayName: undefined }),
    ...badRequest,
    message: "A value is required for property 'displayName' of resource 'Group'.",
    details: [{ code: 'PropertyRequired', target: 'displayName' }],
  },
  ...['ann, archer', 'ann archer', 'a'.repeat(65)].map(
    (mailNickname): Row => ({
      name: `E8 the mail nickname ${mailNickname}`,
      provoke: () => create({ mailNickname }),
      ...badRequest,
      ...invalid('mailNickname'),
    }),
  ),
  {
    name: 'E8 a display name that is cleared',
    provoke: () => graph.patch(`/users/${graph.newUser('Named').id}`, { displayName: null }),
    ...badRequest,
    ...invalid('displayName'),
  },
  {
    name: 'E8 two business phones',
    provoke: () => graph.patch(`/users/${graph.newUser('Called').id}`, { businessPhones: ['1', '2'] }),
    ...badRequest,
    ...invalid('businessPhones'),
  },
  {
    name: 'E9 somebody of a federated domain without an immutable id',
    provoke: async () => {
      graph.write((transaction) => {
        const organization = organizationOf(transaction)
        const federated = { name: 'fed.test', isDefault: false, isInitial: false, type: 'Federated' as const }
        transaction.replace(organizations, {
          ...organization,
          verifiedDomains: [...organization.verifiedDomains, federated],
        })
      })
      const known = { userPrincipalName: 'known@fed.test', onPremisesImmutableId: 'abc', passwordProfile: undefined }
      expect((await create(known)).status).toBe(201)
      return await create({ userPrincipalName: 'ann@fed.test' })
    },
    ...badRequest,
    message: 'One or more properties contains invalid values.',
  },
  {
    name: 'E10 a malformed principal name',
    provoke: () => create({ userPrincipalName: `an n@${DOMAIN}` }),
    ...badRequest,
    message: 'Property userPrincipalName is invalid.',
    details: [{ code: 'InvalidValue', target: 'userPrincipalName' }],
  },
  {
    name: 'E11 a domain that is not verified',
    provoke: () => create({ userPrincipalName: 'ann@fabrikam.com' }),
    ...badRequest,
    message:
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
    details: [{ code: 'InvalidValue', target: 'userPrincipalName' }],
  },
  {
    name: 'E12 a weak password',
    provoke: () => create({ passwordProfile: { password: 'short' } }),
    ...badRequest,
    message:
      'The specified password does not comply with password complexity requirements. Please provide a different password.',
    details: [{ code: 'InvalidPassword', target: 'password' }],
  },
  {
    name: '4.3 no password',
    provoke: () => create({ passwordProfile: undefined }),
    ...badRequest,
    message: 'A password must be specified to create a new user.',
    details: [{ code: 'PropertyRequired', target: 'passwordProfile' }],
  },
  {
    name: '4.3 a property that is read-only',
    provoke: () => create({ proxyAddresses: ['SMTP:a@b.c'] }),
    ...badRequest,
    message: "Property 'proxyAddresses' is read-only and cannot be set.",
  },
  {
    name: 'E13 $count without eventual',
    provoke: () => graph.get('/users/$count'),
    ...badRequest,
    message: '$count is not currently supported.',
  },
  {
    name: 'E14 $search without eventual',
    provoke: () => graph.get('/users?$search="displayName:a"'),
    ...unsupported,
    message:
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
  },
  {
    name: 'E15 a property that cannot be filtered',
    provoke: () => graph.get("/users?$filter=preferredDataLocation eq 'EUR'"),
    ...unsupported,
    message:
      "Unsupported or invalid query filter clause specified for property 'preferredDataLocation' of resource 'User'.",
  },
  {
    name: 'E16 /me of an app',
    provoke: () => graph.get('/me'),
    ...gateway,
    message: '/me request is only valid with delegated authentication flow.',
  },
  {
    name: 'E17 a license without a usage location',
    provoke: () => {
      graph.buy('ENTERPRISEPACK', 1)
      return assign(graph.newUser('Nowhere').id, adding(E3))
    },
    ...badRequest,
    message: 'License assignment cannot be done for user with invalid usage location.',
  },
  {
    name: 'E18 a license that is used up',
    provoke: () => {
      graph.buy('ENTERPRISEPACK', 0)
      return assign(licensed(), adding(E3))
    },
    ...badRequest,
    message: `Subscription with SKU ${E3} does not have any available licenses.`,
  },
  {
    name: 'E19 a license that nobody bought',
    provoke: () => assign(licensed(), adding(NOBODY)),
    ...badRequest,
    message: `License ${NOBODY} does not correspond to a valid company License.`,
  },
  {
    name: 'E20 a plan without what it depends on',
    provoke: () => assign(licensed('PROJECTPROFESSIONAL'), adding(PROJECT, [SHAREPOINT_ENTERPRISE])),
    ...badRequest,
    message: `License assignment failed because service plan ${SHAREPOINT_PROJECT} depends on the service plan(s) ${SHAREPOINT_ENTERPRISE}`,
  },
  {
    name: 'E21 plans that exclude each other',
    provoke: async () => {
      const id = licensed('STANDARDPACK', 'ENTERPRISEPACK')
      await assign(id, adding(E1))
      return await assign(id, adding(E3))
    },
    ...badRequest,
    message: ({ body }) => {
      const told = String(body.error.message)
      expect(told).toMatch(
        /^License assignment failed because service plans [0-9a-f-]{36},[0-9a-f-]{36} are mutually exclusive$/,
      )
      return told
    },
  },
  {
    name: 'E22 a license that comes from a group',
    provoke: () => groupLicense(licensed('ENTERPRISEPACK')),
    ...badRequest,
    message: 'User license is inherited from a group membership and it cannot be removed directly from the user.',
  },
  {
    name: 'E23 an identity of another issuer',
    provoke: () =>
      create({ identities: [{ signInType: 'emailAddress', issuer: 'other.com', issuerAssignedId: 'a@b.com' }] }),
    ...badRequest,
    message: 'Issuer should match tenants domainName for non federated identity.',
  },
  {
    name: 'E24 several values that are taken',
    provoke: async () => {
      await create({ mail: `ann@${DOMAIN}` })
      return await create({ mail: `ann@${DOMAIN}` })
    },
    ...badRequest,
    message: 'A conflicting object with one or more of the specified property values is present in the directory.',
  },
  ...['/applications', '/groups'].map(
    (path): Row => ({
      name: `E25 one too many at ${path}`,
      provoke: async () => {
        const user = graph.newUser('Busy')
        const token = graph.userWith(user, 'Application.ReadWrite.All', 'Group.ReadWrite.All')
        graph.write((transaction) => {
          for (let at = 0; at < 249; at++)
            createApplication(transaction, { displayName: 'App' }, { ownerIds: [user.id] })
        })
        expect((await graph.post('/applications', { displayName: 'The last' }, { token })).status).toBe(201)
        return await graph.post(path, { ...(path === '/groups' ? group : { displayName: 'One more' }) }, { token })
      },
      status: 403,
      code: 'Directory_QuotaExceeded',
      message:
        'The directory object quota limit for the Principal has been exceeded. Please ask your administrator to increase the quota limit or delete objects to reduce the used quota.',
    }),
  ),
  {
    name: 'E26 a segment that is unknown',
    provoke: () => graph.get('/nothing'),
    ...gateway,
    message: "Resource not found for the segment 'nothing'.",
  },
  {
    name: 'E27 an id that is none',
    provoke: () => graph.post(`/users/${graph.newUser('Asked').id}/checkMemberGroups`, { groupIds: ['none'] }),
    ...badRequest,
    message: "Invalid object identifier 'none'.",
  },
  {
    name: 'E28 a member who is one already',
    provoke: async () => {
      const { id } = graph.newUser('Twice')
      const { body } = await graph.post('/groups', { ...group, 'members@odata.bind': [`users/${id}`] })
      return await graph.post(`/groups/${body.id}/members/$ref`, { '@odata.id': `directoryObjects/${id}` })
    },
    ...badRequest,
    message: "One or more added object references already exist for the following modified properties: 'members'.",
  },
  {
    name: 'E31 a license that the user lacks',
    provoke: () => assign(licensed('ENTERPRISEPACK'), { addLicenses: [], removeLicenses: [E3] }),
    ...badRequest,
    message: 'User does not have a corresponding license.',
  },
  {
    name: 'E32 half of a body',
    provoke: () => assign(licensed('ENTERPRISEPACK'), { addLicenses: [] }),
    ...badRequest,
    message:
      "One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: removeLicenses.",
  },
  ...['0', '1000'].map(
    (top): Row => ({
      name: `E33 a page of ${top}`,
      provoke: () => graph.get(`/users?$top=${top}`),
      ...unsupported,
      message: `Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`,
    }),
  ),
  {
    name: 'E34 a filter and an order',
    provoke: () => graph.get("/users?$filter=startswith(displayName,'a')&$orderby=displayName"),
    ...unsupported,
    message: 'Sorting not supported for current query.',
  },
  {
    name: 'E35 ne',
    provoke: () => graph.get("/users?$filter=displayName ne 'a'"),
    ...unsupported,
    message: "Filter operator 'NotEqualsMatch' is not supported.",
  },
  {
    name: 'E36 endsWith',
    provoke: () => graph.get("/users?$filter=endsWith(mail,'a.com')"),
    ...unsupported,
    message:
      "Operator 'endsWith' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information",
  },
  {
    name: 'E37 $skip',
    provoke: () => graph.get('/users?$skip=5', eventual),
    ...badRequest,
    message: "'$skip' is not supported by the service.",
  },
  {
    name: 'E38 an app that is not in the tenant',
    provoke: () => graph.get('/users', { token: graph.addToken({ kind: 'app', oid: NOBODY, appId: NOBODY }) }),
    status: 401,
    code: 'Authorization_IdentityNotFound',
    message: 'The identity of the calling application could not be established.',
  },
  {
    name: 'E39 sign-in activity without a premium license',
    provoke: () => graph.get('/users?$select=signInActivity'),
    status: 403,
    code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    message: "Tenant is not a B2C tenant and doesn't have premium license",
  },
  {
    name: 'E40 a user that synchronization owns',
    provoke: () => {
      const user = graph.newUser('Synced')
      graph.write((transaction) => transaction.replace(users, { ...user, onPremisesSyncEnabled: true }))
      return graph.patch(`/users/${user.id}`, { city: 'Oslo' })
    },
    ...badRequest,
    message:
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
  },
  {
    name: 'E41 an invitation that the tenant does not allow',
    provoke: async () => {
      await graph.patch('/policies/authorizationPolicy', { allowInvitesFrom: 'none' })
      return await graph.post('/invitations', {
        invitedUserEmailAddress: 'admin@fabrikam.com',
        inviteRedirectUrl: 'https://myapp.contoso.com',
      })
    },
    status: 403,
    code: 'Forbidden',
    message: 'Guest invitations not allowed for your company. Contact your company administrator for more details.',
  },
]

describe('what Microsoft Graph says about users', () => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', async (_, { provoke, status, code, message, details }) => {
    const reply = await provoke()
    const { error } = reply.body
    expect({ status: reply.status, code: error.code, message: error.message, details: error.details }).toEqual({
      status,
      code,
      message: typeof message === 'string' ? message : message(reply),
      details,
    })
    expect(error.innerError).toEqual({
      date: '2026-01-02T03:04:05',
      'request-id': reply.headers['request-id'],
      'client-request-id': reply.headers['client-request-id'],
    })
  })
})

describe('sign-in activity', () => {
  it('is shown in premium tenants to those who may read the log, and with the id', async () => {
    graph.buy('SPE_E5', 1)
    const user = graph.newUser('Ann')
    const { body } = await graph.get(`/users?$select=displayName,signInActivity`)
    expect(body.value).toEqual([{ displayName: 'Ann', id: user.id }])
    const token = graph.appWith('User.Read.All')
    expect((await graph.get('/users?$select=signInActivity', { token })).status).toBe(403)
    expect((await graph.get(`/beta/users/${user.id}`)).body).not.toHaveProperty('signInActivity')
  })

  it('comes with 120 users at a time, however many are asked for', async () => {
    graph.buy('SPE_E5', 1)
    for (let at = 0; at < 130; at++) graph.newUser(`User ${at}`)
    const shown = async (path: string) => (await graph.get(path)).body.value.length
    expect(await shown('/users?$top=500&$select=signInActivity')).toBe(120)
    const { body } = await graph.get('/users?$top=125&$select=signInActivity')
    expect(await shown(body['@odata.nextLink'].replace(/^.*\/v1\.0/, ''))).toBe(10)
    expect(await shown('/users?$top=500&$select=id')).toBe(130)
  })
})
