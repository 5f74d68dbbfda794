import { beforeEach, describe, expect, it } from 'vitest'
import { DOMAIN, ORIGIN, openGraph, TENANT } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const accepting = (level: string) => ({ headers: { accept: `application/json;odata.metadata=${level}` } })
const placeOf = (id: string, service = 'User') =>
  `${ORIGIN}/v2/${TENANT}/directoryObjects/${id}/Microsoft.DirectoryServices.${service}`
const marks = (id: string) => ({
  '@odata.type': '#microsoft.graph.user',
  '@odata.id': placeOf(id),
  '@odata.editLink': placeOf(id),
})

describe('full metadata', () => {
  it('tells of an object its type, its place and the types that JSON does not tell', async () => {
    const { id } = graph.newUser('Ann', { employeeOrgData: { division: 'D', costCenter: 'C' } })
    const select =
      '$select=id,displayName,accountEnabled,createdDateTime,businessPhones,identities,employeeOrgData,mail,passwordProfile'
    const { body, headers } = await graph.get(`/users/${id}?${select}`, accepting('full'))
    expect(Object.keys(body).slice(0, 4)).toEqual(['@odata.context', '@odata.type', '@odata.id', '@odata.editLink'])
    expect(body).toEqual({
      '@odata.context': expect.any(String),
      ...marks(id),
      id,
      displayName: 'Ann',
      accountEnabled: true,
      'createdDateTime@odata.type': '#DateTimeOffset',
      createdDateTime: '2026-01-02T03:04:05Z',
      'businessPhones@odata.type': '#Collection(String)',
      businessPhones: [],
      'identities@odata.type': '#Collection(microsoft.graph.objectIdentity)',
      identities: [{ signInType: 'userPrincipalName', issuer: DOMAIN, issuerAssignedId: `Ann@${DOMAIN}` }],
      employeeOrgData: { '@odata.type': '#microsoft.graph.employeeOrgData', division: 'D', costCenter: 'C' },
      mail: null,
      passwordProfile: null,
    })
    expect(headers['content-type']).toContain('odata.metadata=full')
  })

  it('tells it of every object of a list, by the place and not by the properties', async () => {
    const ann = graph.newUser('Ann')
    const bob = graph.newUser('Bob')
    await graph.call('PUT', `/users/${bob.id}/manager/$ref`, { body: { '@odata.id': `users/${ann.id}` } })
    const { body } = await graph.get('/users?$select=displayName', accepting('full'))
    expect(body.value[0]).toEqual({ ...marks(ann.id), displayName: 'Ann' })
    const reports = await graph.get(`/users/${ann.id}/directReports?$select=displayName`, accepting('full'))
    expect(reports.body.value).toEqual([{ ...marks(bob.id), displayName: 'Bob' }])
    const manager = await graph.get(`/users/${bob.id}/manager?$select=displayName`, accepting('full'))
    expect(manager.body).toMatchObject({ ...marks(ann.id), displayName: 'Ann' })
  })

  it('tells of licenses with the types of their members, and gives things outside the directory no place', async () => {
    const { id } = graph.newUser('Ann', { usageLocation: 'US' })
    graph.buy('SPE_E5', 1)
    const sku = (await graph.get('/subscribedSkus', accepting('full'))).body.value[0]
    expect(sku).toMatchObject({ '@odata.type': '#microsoft.graph.subscribedSku', 'skuId@odata.type': '#Guid' })
    expect(sku).not.toHaveProperty('@odata.id')
    await graph.post(`/users/${id}/assignLicense`, { addLicenses: [{ skuId: sku.skuId }], removeLicenses: [] })
    const { body } = await graph.get(`/users/${id}?$select=assignedLicenses`, accepting('full'))
    expect(body).toMatchObject({
      'assignedLicenses@odata.type': '#Collection(microsoft.graph.assignedLicense)',
      assignedLicenses: [
        { 'disabledPlans@odata.type': '#Collection(Guid)', 'skuId@odata.type': '#Guid', skuId: sku.skuId },
      ],
    })
  })
})

describe('no metadata and minimal metadata', () => {
  it('leave the marks away, and name themselves', async () => {
    const { id } = graph.newUser('Ann')
    for (const level of ['none', 'minimal']) {
      const { body, headers } = await graph.get(`/users/${id}`, accepting(level))
      expect(Object.keys(body).filter((name) => name.includes('@'))).toEqual(level === 'none' ? [] : ['@odata.context'])
      expect(headers['content-type']).toContain(`odata.metadata=${level};`)
    }
    expect(
      (
        await graph.get('/users?$count=true', {
          headers: { ...accepting('none').headers, consistencylevel: 'eventual' },
        })
      ).body,
    ).toMatchObject({ '@odata.count': 1 })
  })
})
