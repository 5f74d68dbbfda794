import { beforeEach, describe, expect, it } from 'vitest'
import { errorOf, ORIGIN, openGraph } from './open-graph.js'

const POLICIES = '/policies/tokenLifetimePolicies'
const lasting = (span: unknown) => [JSON.stringify({ TokenLifetimePolicy: { Version: 1, AccessTokenLifetime: span } })]
const policy = { displayName: 'Short', definition: lasting('00:10:00') }

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const make = async (more = {}) => (await graph.post(POLICIES, { ...policy, ...more })).body.id as string

describe('token lifetime policies', () => {
  it('are made, listed, read, changed and deleted', async () => {
    const made = await graph.post(POLICIES, { ...policy, '@odata.type': '#microsoft.graph.tokenLifetimePolicy' })
    const { '@odata.context': context, ...shown } = made.body
    expect([made.status, context]).toEqual([201, `${ORIGIN}/v1.0/$metadata#policies/tokenLifetimePolicies/$entity`])
    expect(shown).toEqual({
      ...policy,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      deletedDateTime: null,
      description: null,
      isOrganizationDefault: false,
    })
    expect((await graph.get(POLICIES)).body.value).toEqual([shown])
    expect((await graph.get(`${POLICIES}?$filter=displayName eq 'Long'`)).body.value).toEqual([])
    const one = `${POLICIES}/${shown.id}`
    expect((await graph.patch(one, { description: 'For tests', isOrganizationDefault: true })).status).toBe(204)
    expect((await graph.get(one)).body).toMatchObject({ ...policy, description: 'For tests' })
    expect((await graph.call('DELETE', one)).status).toBe(204)
    for (const method of ['GET', 'DELETE']) expect((await graph.call(method, one)).status).toBe(404)
  })

  it.each([['00:09:59'], ['1.00:00:00'], ['24:00:00'], ['00:60:00'], ['PT1H'], [3600]])(
    'do not take %s for a lifetime',
    async (span) => {
      const refused = { status: 400, code: 'Request_BadRequest', message: 'Property definition has an invalid value.' }
      expect(errorOf(await graph.post(POLICIES, { ...policy, definition: lasting(span) }))).toEqual(refused)
      const one = `${POLICIES}/${await make()}`
      expect(errorOf(await graph.patch(one, { definition: lasting(span) }))).toEqual(refused)
      expect((await graph.get(one)).body.definition).toEqual(policy.definition)
    },
  )

  it.each([
    [['{']],
    [['null']],
    [['{"TokenLifetimePolicy":{"AccessTokenLifetime":"01:00:00"}}']],
    [['{"TokenLifetimePolicy":{"Version":1}}', '{"TokenLifetimePolicy":{"Version":1}}']],
  ])('do not take the definition %j', async (definition) => {
    expect(errorOf(await graph.post(POLICIES, { ...policy, definition })).message).toContain('invalid value')
  })

  it.each([['displayName'], ['definition']])('need %s', async (property) => {
    const { status, message } = errorOf(await graph.post(POLICIES, { ...policy, [property]: undefined }))
    expect([status, message]).toEqual([400, expect.stringContaining(property)])
  })

  it('have one default for the organization', async () => {
    const first = await make({ isOrganizationDefault: true })
    const second = await graph.post(POLICIES, { ...policy, isOrganizationDefault: true })
    expect(errorOf(second)).toMatchObject({ status: 409, code: 'Request_MultipleObjectsWithSameKeyValue' })
    const other = `${POLICIES}/${await make()}`
    expect((await graph.patch(other, { isOrganizationDefault: true })).status).toBe(409)
    expect((await graph.patch(`${POLICIES}/${first}`, { isOrganizationDefault: true })).status).toBe(204)
    await graph.patch(`${POLICIES}/${first}`, { isOrganizationDefault: false })
    expect((await graph.patch(other, { isOrganizationDefault: true })).status).toBe(204)
  })
})

describe.each(['applications', 'servicePrincipals'] as const)('token lifetime policies of %s', (set) => {
  const attach = (path: string, id: string) =>
    graph.post(`${path}/$ref`, { '@odata.id': `https://graph.microsoft.com/v1.0/policies/tokenLifetimePolicies/${id}` })
  const register = async () => {
    const { id, appId } = (await graph.post('/applications', { displayName: 'App' })).body
    const principal = (await graph.post('/servicePrincipals', { appId })).body.id
    return { appId, id: set === 'applications' ? id : principal }
  }

  it('are attached and taken off, one at a time', async () => {
    const [first, second] = [await make(), await make({ displayName: 'Other' })]
    const { id, appId } = await register()
    const path = `/${set}/${id}/tokenLifetimePolicies`
    const names = async () => (await graph.get(path)).body.value.map((each: { id: string }) => each.id)
    expect(await names()).toEqual([])
    expect((await attach(`/${set}(appId='${appId}')/tokenLifetimePolicies`, first)).status).toBe(204)
    expect(errorOf(await attach(path, second))).toEqual({
      status: 409,
      code: 'Request_MultipleObjectsWithSameKeyValue',
      message:
        'Request contains property changes that would result in property-uniqueness violation(s). Please retry your request with corrected values.',
    })
    expect(await names()).toEqual([first])
    const applied = (await graph.get(`${POLICIES}/${first}/appliesTo`)).body.value
    expect(applied).toMatchObject([{ '@odata.type': `#microsoft.graph.${set.slice(0, -1)}`, id }])
    expect((await graph.call('DELETE', `${path}/${second}/$ref`)).status).toBe(404)
    expect((await graph.call('DELETE', `${path}/${first}/$ref`)).status).toBe(204)
    expect(await names()).toEqual([])
    expect((await graph.get(`${POLICIES}/${first}/appliesTo`)).body.value).toEqual([])
  })

  it('go with the policy', async () => {
    const policyId = await make()
    const path = `/${set}/${(await register()).id}/tokenLifetimePolicies`
    await attach(path, policyId)
    expect((await graph.call('DELETE', `${POLICIES}/${policyId}`)).status).toBe(204)
    expect((await graph.get(path)).body.value).toEqual([])
    expect((await attach(path, await make())).status).toBe(204)
  })

  it('must be there, and be policies', async () => {
    const { id } = await register()
    const path = `/${set}/${id}/tokenLifetimePolicies`
    expect((await attach(path, id)).status).toBe(404)
    expect((await graph.post(`${path}/$ref`, { '@odata.id': `${ORIGIN}/v1.0/${set}/${id}` })).status).toBe(404)
    expect((await graph.post(`${path}/$ref`, {})).status).toBe(400)
  })
})

describe('rights to token lifetime policies', () => {
  it('are attached by those who may read policies and write the application', async () => {
    const policyId = await make()
    const { id } = (await graph.post('/applications', { displayName: 'App' })).body
    const body = { '@odata.id': `${ORIGIN}/v1.0${POLICIES}/${policyId}` }
    const attach = async (...roles: readonly string[]) =>
      (await graph.post(`/applications/${id}/tokenLifetimePolicies/$ref`, body, { token: graph.appWith(...roles) }))
        .status
    expect(await attach('Policy.Read.All')).toBe(403)
    expect(await attach('Application.ReadWrite.All')).toBe(403)
    expect(await attach('Policy.Read.All', 'Application.ReadWrite.OwnedBy')).toBe(403)
    expect(await attach('Policy.Read.All', 'Application.ReadWrite.All')).toBe(204)
  })

  it('are made by administrators of applications', async () => {
    const ann = graph.newUser('ann')
    const token = graph.userWith(ann, 'Policy.ReadWrite.ApplicationConfiguration')
    expect((await graph.get(POLICIES, { token })).status).toBe(200)
    expect((await graph.post(POLICIES, policy, { token })).status).toBe(403)
    graph.giveRole(ann, 'Application Administrator')
    expect((await graph.post(POLICIES, policy, { token })).status).toBe(201)
  })
})
