import { beforeEach, describe, expect, it } from 'vitest'
import { errorOf, ORIGIN, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
let path: string
let application: { id: string; appId: string }
beforeEach(async () => {
  graph = openGraph()
  application = (await graph.post('/applications', { displayName: 'App' })).body
  path = `/applications/${application.id}/federatedIdentityCredentials`
})

const github = {
  name: 'github-main',
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:contoso/shop:ref:refs/heads/main',
  audiences: ['api://AzureADTokenExchange'],
}

describe('federated identity credentials', () => {
  it('are made, listed, found by id and name, and by filter', async () => {
    const made = await graph.post(path, { ...github, '@odata.type': '#microsoft.graph.federatedIdentityCredential' })
    expect(made).toMatchObject({
      status: 201,
      body: {
        '@odata.context': `${ORIGIN}/v1.0/$metadata#applications('${application.id}')/federatedIdentityCredentials/$entity`,
        ...github,
        description: null,
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    })
    const { '@odata.context': _, ...shown } = made.body
    expect((await graph.get(path)).body.value).toEqual([shown])
    expect((await graph.get(`${path}/${made.body.id}`)).body).toMatchObject(shown)
    expect((await graph.get(`${path}/${made.body.id}?$select=name`)).body.name).toBe('github-main')
    const byName = `/applications(appId='${application.appId}')/federatedIdentityCredentials(name='github-main')`
    expect((await graph.get(byName)).body.id).toBe(made.body.id)
    expect((await graph.get(`${path}?$filter=name eq 'other'`)).body.value).toEqual([])
    expect((await graph.get(`${path}?$filter=subject eq '${github.subject}'`)).body.value).toHaveLength(1)
    const expanded = await graph.get(`/applications/${application.id}?$expand=federatedIdentityCredentials`)
    expect(expanded.body.federatedIdentityCredentials).toEqual([shown])
    expect((await graph.get(`/applications/${application.id}`)).body.federatedIdentityCredentials).toBeUndefined()
  })

  it('change, but for their names, and go', async () => {
    const { body } = await graph.post(path, github)
    const one = `${path}/${body.id}`
    expect(
      (await graph.patch(one, { subject: 'repo:contoso/shop:environment:live', description: 'Live' })).status,
    ).toBe(204)
    expect((await graph.get(one)).body).toMatchObject({ ...github, subject: /environment/, description: 'Live' })
    expect(errorOf(await graph.patch(one, { name: 'other' })).message).toContain('Name is immutable')
    expect((await graph.call('DELETE', one)).status).toBe(204)
    expect((await graph.get(one)).status).toBe(404)
    expect((await graph.call('DELETE', one)).status).toBe(404)
  })

  it('are made by name where they are missing', async () => {
    const { name, ...rest } = github
    const one = `${path}(name='${name}')`
    expect((await graph.patch(one, rest)).status).toBe(404)
    const upsert = { headers: { prefer: 'create-if-missing' } }
    expect((await graph.patch(one, rest, upsert)).body).toMatchObject(github)
    expect((await graph.patch(one, { subject: 'changed' }, upsert)).status).toBe(204)
    expect((await graph.get(one)).body.subject).toBe('changed')
  })

  it.each([
    ["A value is required for property 'issuer' of resource 'FederatedIdentityCredential'.", { issuer: undefined }],
    ["A value is required for property 'name' of resource 'FederatedIdentityCredential'.", { name: '' }],
    ["Federated Identity Credential name 'a b' is invalid.", { name: 'a b' }],
    ['Federated identity credentials must have exactly one audience.', { audiences: [] }],
    ['Federated identity credentials must have exactly one audience.', { audiences: ['a', 'b'] }],
    [
      "Invalid value specified for property 'subject' of resource 'FederatedIdentityCredential'.",
      { subject: 'x'.repeat(601) },
    ],
  ])('are refused with "%s"', async (message, change) => {
    const refused = await graph.post(path, { ...github, ...change })
    expect(errorOf(refused)).toMatchObject({ status: 400, message })
    expect((await graph.get(path)).body.value).toEqual([])
  })

  it('have names, and issuers with subjects, of their own; at most twenty', async () => {
    await graph.post(path, github)
    expect(errorOf(await graph.post(path, github))).toMatchObject({
      status: 409,
      code: 'Request_MultipleObjectsWithSameKeyValue',
      message: 'FederatedIdentityCredential with name github-main already exists.',
    })
    expect(errorOf(await graph.post(path, { ...github, name: 'another' })).message).toContain('Issuer and subject')
    for (let at = 1; at < 20; at++) await graph.post(path, { ...github, name: `more-${at}`, subject: `more-${at}` })
    expect(errorOf(await graph.post(path, { ...github, name: 'last', subject: 'last' }))).toMatchObject({
      status: 403,
      code: 'Directory_ResourceSizeExceeded',
    })
    expect((await graph.get(path)).body.value).toHaveLength(20)
  })

  it('refuse what is no member and bodies that are none', async () => {
    expect((await graph.post(path, { ...github, secret: 'x' })).status).toBe(400)
    expect((await graph.post(path, { ...github, audiences: 'one' })).status).toBe(400)
  })
})
