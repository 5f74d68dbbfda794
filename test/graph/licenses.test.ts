import { beforeEach, describe, expect, it } from 'vitest'
import { skuByPartNumber } from '../../src/domain/directory/sku-catalog.js'
import { errorOf, ORIGIN, openGraph, TENANT } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const skuId = (partNumber: string): string => skuByPartNumber(partNumber)?.skuId ?? ''
const planId = (partNumber: string, plan: string): string =>
  skuByPartNumber(partNumber)?.servicePlans.find(({ servicePlanName }) => servicePlanName === plan)?.servicePlanId ?? ''

const POWER_APPS = skuId('POWERAPPS_PER_USER')
const E1 = skuId('STANDARDPACK')
const E3 = skuId('ENTERPRISEPACK')
const PROJECT = skuId('PROJECTPROFESSIONAL')

const change = (add: readonly (string | object)[], remove: readonly string[] = []) => ({
  addLicenses: add.map((given) => (typeof given === 'string' ? { skuId: given, disabledPlans: [] } : given)),
  removeLicenses: remove,
})

describe('assignLicense', () => {
  it('answers with the default properties, takes a seat at once and shows every plan', async () => {
    graph.buy('POWERAPPS_PER_USER', 2)
    const user = graph.newUser('Ann', { usageLocation: 'FR' })
    const off = planId('POWERAPPS_PER_USER', 'Flow_PowerApps_PerUser')
    const given = change([{ skuId: POWER_APPS.toUpperCase(), disabledPlans: [off] }])
    const { status, body } = await graph.post(`/users/${user.id}/assignLicense`, given)
    expect(status).toBe(200)
    expect(body['@odata.context']).toBe(`${ORIGIN}/v1.0/$metadata#users/$entity`)
    expect(body).not.toHaveProperty('assignedLicenses')
    const select = 'assignedLicenses,licenseAssignmentStates,assignedPlans,provisionedPlans'
    const { body: shown } = await graph.get(`/users/${user.id}?$select=${select}`)
    expect(shown.assignedLicenses).toEqual([{ disabledPlans: [off], skuId: POWER_APPS }])
    expect(shown.licenseAssignmentStates).toEqual([
      {
        skuId: POWER_APPS,
        disabledPlans: [off],
        assignedByGroup: null,
        state: 'Active',
        error: 'None',
        lastUpdatedDateTime: '2026-01-02T03:04:05Z',
      },
    ])
    expect(shown.assignedPlans).toContainEqual({
      assignedDateTime: '2026-01-02T03:04:05Z',
      capabilityStatus: 'Deleted',
      service: 'ProcessSimple',
      servicePlanId: off,
    })
    expect(shown.provisionedPlans.map(({ service }: { service: string }) => service)).not.toContain('ProcessSimple')
    const { body: details } = await graph.get(`/users/${user.id}/licenseDetails`)
    expect(details.value).toMatchObject([{ skuId: POWER_APPS, skuPartNumber: 'POWERAPPS_PER_USER' }])
    expect(details.value[0].servicePlans).toHaveLength(4)
    expect(details.value[0].servicePlans).toContainEqual({
      servicePlanId: off,
      servicePlanName: 'Flow_PowerApps_PerUser',
      provisioningStatus: 'Disabled',
      appliesTo: 'User',
    })
    const { body: sku } = await graph.get(`/subscribedSkus/${TENANT}_${POWER_APPS}`)
    expect(sku).toMatchObject({ consumedUnits: 1, capabilityStatus: 'Enabled', accountName: 'contoso' })
  })

  it('leaves the plans of a license that is taken away as deleted, until it comes again', async () => {
    graph.buy('POWERAPPS_PER_USER', 1)
    const { id } = graph.newUser('Ann', { usageLocation: 'FR' })
    const assign = (given: object) => graph.post(`/users/${id}/assignLicense`, given)
    const read = async () => (await graph.get(`/users/${id}?$select=assignedPlans,provisionedPlans`)).body
    const states = async () =>
      new Set((await read()).assignedPlans.map((plan: { capabilityStatus: string }) => plan.capabilityStatus))
    await assign(change([POWER_APPS]))
    const count = (await read()).assignedPlans.length
    graph.clock.set(Date.UTC(2026, 1, 1))
    await assign(change([], [POWER_APPS]))
    const after = await read()
    expect(after.assignedPlans).toHaveLength(count)
    expect(after.assignedPlans[0].assignedDateTime).toBe('2026-02-01T00:00:00Z')
    expect(await states()).toEqual(new Set(['Deleted']))
    expect(after.provisionedPlans).toEqual([])
    expect((await graph.get(`/users/${id}/licenseDetails`)).body.value).toEqual([])
    await assign(change([POWER_APPS]))
    expect(await states()).toEqual(new Set(['Enabled']))
    expect((await read()).assignedPlans).toHaveLength(count)
  })

  it('gives a mailbox with Exchange, whose address is the name of the user', async () => {
    graph.buy('ENTERPRISEPACK', 9)
    graph.buy('POWERAPPS_PER_USER', 9)
    const licensed = async (name: string, given: string | object, more: object = {}) => {
      const { id } = graph.newUser(name, { usageLocation: 'FR', ...more })
      const { status } = await graph.post(`/users/${id}/assignLicense`, change([given]))
      expect(status, name).toBe(200)
      return (await graph.get(`/users/${id}?$select=mail,proxyAddresses`)).body
    }
    const own = 'Ann@contoso.onmicrosoft.com'
    expect(await licensed('Ann', E3)).toMatchObject({ mail: own, proxyAddresses: [`SMTP:${own}`] })
    const without = { mail: null, proxyAddresses: [] }
    expect(await licensed('Bob', POWER_APPS)).toMatchObject(without)
    expect(await licensed('Guest', E3, { userType: 'Guest' })).toMatchObject(without)
    const plans = skuByPartNumber('ENTERPRISEPACK')?.servicePlans ?? []
    const off = { skuId: E3, disabledPlans: plans.map(({ servicePlanId }) => servicePlanId) }
    expect(await licensed('Cat', off)).toMatchObject(without)
    const mail = 'dan@fabrikam.example'
    expect(await licensed('Dan', E3, { mail })).toMatchObject({ mail, proxyAddresses: [`SMTP:${mail}`] })
    graph.newUser('Holder', { mail: 'Eve@contoso.onmicrosoft.com' })
    expect(await licensed('Eve', E3)).toMatchObject(without)
    const body = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
    const group = (await graph.post('/groups', body)).body.id
    await graph.post(`/groups/${group}/assignLicense`, change([E3]))
    const fay = graph.newUser('Fay', { usageLocation: 'FR' })
    await graph.post(`/groups/${group}/members/$ref`, { '@odata.id': `users/${fay.id}` })
    expect(graph.user(fay.id).mail).toBe(fay.userPrincipalName)
  })

  it('is refused where laws keep services from being used; a group tells it as an error', async () => {
    graph.buy('POWERAPPS_PER_USER', 5)
    const { id } = graph.newUser('Ann', { usageLocation: 'KP' })
    expect(errorOf(await graph.post(`/users/${id}/assignLicense`, change([POWER_APPS])))).toEqual({
      status: 400,
      code: 'Request_BadRequest',
      message: 'License assignment failed because of prohibited usage location',
    })
    const body = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
    const group = (await graph.post('/groups', { ...body, 'members@odata.bind': [`users/${id}`] })).body.id
    expect((await graph.post(`/groups/${group}/assignLicense`, change([POWER_APPS]))).status).toBe(202)
    const { licenseAssignmentStates } = (await graph.get(`/users/${id}?$select=licenseAssignmentStates`)).body
    expect(licenseAssignmentStates).toMatchObject([{ state: 'Error', error: 'ProhibitedInUsageLocationViolation' }])
  })

  it('counts seats by who holds them: deletion frees, restoration takes even beyond', async () => {
    graph.buy('POWERAPPS_PER_USER', 1)
    const [ann, bob] = [graph.newUser('Ann', { usageLocation: 'FR' }), graph.newUser('Bob', { usageLocation: 'FR' })]
    const assign = (id: string) => graph.post(`/users/${id}/assignLicense`, change([POWER_APPS]))
    expect((await assign(ann.id)).status).toBe(200)
    expect((await assign(ann.id)).status).toBe(200)
    expect(errorOf(await assign(bob.id))).toEqual({
      status: 400,
      code: 'Request_BadRequest',
      message: `Subscription with SKU ${POWER_APPS} does not have any available licenses.`,
    })
    await graph.remove(`/users/${ann.id}`)
    expect((await assign(bob.id)).status).toBe(200)
    await graph.call('POST', `/directory/deletedItems/${ann.id}/restore`)
    expect((await graph.get(`/subscribedSkus/${TENANT}_${POWER_APPS}`)).body.consumedUnits).toBe(2)
  })

  it.each([
    [
      'no usage location',
      null,
      change([POWER_APPS]),
      'License assignment cannot be done for user with invalid usage location.',
    ],
    ['an unknown SKU', 'FR', change([PROJECT]), `License ${PROJECT} does not correspond to a valid company License.`],
    ['a license that is not held', 'FR', change([], [POWER_APPS]), 'User does not have a corresponding license.'],
    [
      'exclusive plans',
      'FR',
      change([E1, E3]),
      `License assignment failed because service plans ${planId('STANDARDPACK', 'EXCHANGE_S_STANDARD')},${planId('ENTERPRISEPACK', 'EXCHANGE_S_ENTERPRISE')} are mutually exclusive`,
    ],
    [
      'a plan whose prerequisite is off',
      'FR',
      change([{ skuId: E3, disabledPlans: [planId('ENTERPRISEPACK', 'SHAREPOINTENTERPRISE')] }]),
      `License assignment failed because service plan ${planId('ENTERPRISEPACK', 'SHAREPOINTWAC')} depends on the service plan(s) ${[
        planId('STANDARDPACK', 'SHAREPOINTSTANDARD'),
        planId('ENTERPRISEPACK', 'SHAREPOINTENTERPRISE'),
        planId('SPE_F1', 'SHAREPOINTDESKLESS'),
      ].join(',')}`,
    ],
    [
      'a list that is missing',
      'FR',
      { addLicenses: [] },
      "One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: removeLicenses.",
    ],
  ])('refuses %s and changes nothing', async (_, usageLocation, given, message) => {
    for (const sku of ['POWERAPPS_PER_USER', 'STANDARDPACK', 'ENTERPRISEPACK']) graph.buy(sku, 5)
    const user = graph.newUser('Ann', { usageLocation })
    const reply = await graph.post(`/users/${user.id}/assignLicense`, given)
    expect(errorOf(reply)).toEqual({ status: 400, code: 'Request_BadRequest', message })
    expect(graph.user(user.id).assignedLicenses).toEqual([])
  })

  it('keeps the usage location of a licensed user', async () => {
    graph.buy('POWERAPPS_PER_USER', 1)
    const user = graph.newUser('Ann', { usageLocation: 'FR' })
    await graph.post(`/users/${user.id}/assignLicense`, change([POWER_APPS]))
    expect((await graph.patch(`/users/${user.id}`, { usageLocation: null })).status).toBe(400)
    expect((await graph.patch(`/users/${user.id}`, { usageLocation: 'DE' })).status).toBe(204)
  })
})

describe('group-based licensing', () => {
  async function licensedGroup(...skus: readonly string[]): Promise<string> {
    const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
    const { id } = (await graph.post('/groups', group)).body
    const reply = await graph.post(`/groups/${id}/assignLicense`, change(skus))
    expect(reply.status).toBe(202)
    expect(reply.headers.location).toContain('Microsoft.DirectoryServices.Group')
    return id
  }
  const join = (groupId: string, userId: string) =>
    graph.post(`/groups/${groupId}/members/$ref`, { '@odata.id': `users/${userId}` })

  it('reaches members as they come, and leaves with them', async () => {
    graph.buy('POWERAPPS_PER_USER', 5)
    const [group, ann] = [await licensedGroup(POWER_APPS), graph.newUser('Ann', { usageLocation: 'FR' })]
    await join(group, ann.id)
    expect(graph.user(ann.id).licenseAssignmentStates).toMatchObject([{ assignedByGroup: group, state: 'Active' }])
    expect(errorOf(await graph.post(`/users/${ann.id}/assignLicense`, change([], [POWER_APPS]))).message).toBe(
      'User license is inherited from a group membership and it cannot be removed directly from the user.',
    )
    expect((await graph.remove(`/groups/${group}`)).status).toBe(400)
    await graph.remove(`/groups/${group}/members/${ann.id}/$ref`)
    expect(graph.user(ann.id).assignedLicenses).toEqual([])
  })

  it('tells in the state why a member got nothing, and shows who', async () => {
    graph.buy('POWERAPPS_PER_USER', 1)
    const [ann, bob] = [graph.newUser('Ann', { usageLocation: 'FR' }), graph.newUser('Bob', { usageLocation: 'FR' })]
    const group = await licensedGroup(POWER_APPS)
    await join(group, ann.id)
    await join(group, bob.id)
    expect(graph.user(bob.id).licenseAssignmentStates).toMatchObject([{ state: 'Error', error: 'CountViolation' }])
    expect((await graph.get(`/groups/${group}/membersWithLicenseErrors?$select=id`)).body.value).toMatchObject([
      { id: bob.id },
    ])
    const failing = await graph.get('/groups?$filter=hasMembersWithLicenseErrors eq true&$select=id')
    expect(failing.body.value).toEqual([{ id: group }])
  })

  it('keeps a direct copy when the group goes, as one seat all the time', async () => {
    graph.buy('POWERAPPS_PER_USER', 1)
    const ann = graph.newUser('Ann', { usageLocation: 'FR' })
    const group = await licensedGroup(POWER_APPS)
    await join(group, ann.id)
    expect((await graph.post(`/users/${ann.id}/assignLicense`, change([POWER_APPS]))).status).toBe(200)
    await graph.post(`/groups/${group}/assignLicense`, change([], [POWER_APPS]))
    expect(graph.user(ann.id).licenseAssignmentStates).toMatchObject([{ assignedByGroup: null }])
    expect((await graph.get(`/subscribedSkus/${TENANT}_${POWER_APPS}`)).body.consumedUnits).toBe(1)
  })

  it('is for security-enabled groups, and what others have can still be taken away', async () => {
    graph.buy('STANDARDPACK', 1)
    const team = { displayName: 'T', mailEnabled: true, mailNickname: 't', groupTypes: ['Unified'] }
    const { id } = (await graph.post('/groups', { ...team, securityEnabled: false })).body
    expect(errorOf(await graph.post(`/groups/${id}/assignLicense`, change([E1])))).toEqual({
      status: 400,
      code: 'Request_BadRequest',
      message: `Licenses cannot be assigned to group ${id}, which is not security enabled.`,
    })
    await graph.patch(`/groups/${id}`, { securityEnabled: true })
    expect((await graph.post(`/groups/${id}/assignLicense`, change([E1]))).status).toBe(202)
    await graph.patch(`/groups/${id}`, { securityEnabled: false })
    expect((await graph.post(`/groups/${id}/assignLicense`, change([], [E1]))).status).toBe(202)
  })

  it('gives all of its SKUs or none', async () => {
    graph.buy('POWERAPPS_PER_USER', 0)
    graph.buy('ENTERPRISEPACK', 5)
    const ann = graph.newUser('Ann', { usageLocation: 'FR' })
    const group = await licensedGroup(E3, POWER_APPS)
    await join(group, ann.id)
    expect(graph.user(ann.id).licenseAssignmentStates.map(({ error }) => error)).toEqual(['Other', 'CountViolation'])
    expect(graph.user(ann.id).assignedLicenses).toEqual([])
  })
})
