import { beforeEach, describe, expect, it } from 'vitest'
import { createTenant } from '../../src/domain/directory/create-tenant.js'
import { DOMAIN, errorOf, ORIGIN, openGraph, TENANT } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const bad = (message: string) => ({ status: 400, code: 'Request_BadRequest', message })
const gone = (id: string) => ({
  status: 404,
  code: 'Request_ResourceNotFound',
  message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
})
const NEW = 'fabrikam.com'

async function addVerified(id = NEW): Promise<void> {
  expect((await graph.post('/domains', { id })).status).toBe(201)
  expect((await graph.call('POST', `/domains/${id}/verify`)).status).toBe(200)
}

const added = {
  id: NEW,
  authenticationType: 'Managed',
  availabilityStatus: null,
  isAdminManaged: true,
  isDefault: false,
  isInitial: false,
  isRoot: false,
  isVerified: false,
  manufacturer: null,
  model: null,
  passwordNotificationWindowInDays: 14,
  passwordValidityPeriodInDays: 90,
  state: null,
  supportedServices: [],
}
const verified = {
  ...added,
  isRoot: true,
  isVerified: true,
  supportedServices: ['Email', 'OfficeCommunicationsOnline'],
}

describe('a domain', () => {
  it('waits for its proof, is verified, and only then gives names', async () => {
    const context = `${ORIGIN}/v1.0/$metadata#domains/$entity`
    const made = await graph.post('/domains', { id: 'Fabrikam.com' })
    expect(made).toMatchObject({ status: 201, body: { '@odata.context': context, ...added } })
    const person = {
      accountEnabled: true,
      displayName: 'Ann',
      mailNickname: 'ann',
      userPrincipalName: `ann@${NEW}`,
      passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
    }
    expect(errorOf(await graph.post('/users', person))).toMatchObject({
      status: 400,
      message: expect.stringContaining('verified domain names'),
    })
    const proof = await graph.call('POST', `/domains/${NEW.toUpperCase()}/verify`)
    expect(proof.body).toEqual({
      '@odata.context': context,
      ...verified,
      availabilityStatus: 'AvailableImmediately',
    })
    expect((await graph.get(`/domains/${NEW}`)).body).toEqual({ '@odata.context': context, ...verified })
    expect((await graph.post('/users', person)).status).toBe(201)
    expect(errorOf(await graph.call('POST', `/domains/${NEW}/verify`))).toEqual(
      bad(`Domain ${NEW} is already verified.`),
    )
  })

  it('is listed with its like, and filtered by whether it is verified', async () => {
    await graph.post('/domains', { id: NEW })
    const names = async (query: string) =>
      (await graph.get(`/domains${query}`)).body.value.map(({ id }: { id: string }) => id)
    expect(await names('')).toEqual([DOMAIN, NEW])
    expect(await names('?$filter=isVerified eq false')).toEqual([NEW])
    const { verifiedDomains } = (await graph.get('/organization')).body.value[0]
    expect(verifiedDomains).toEqual([
      {
        capabilities: 'Email, OfficeCommunicationsOnline',
        isDefault: true,
        isInitial: true,
        name: DOMAIN,
        type: 'Managed',
      },
    ])
  })

  it.each([
    ['no name', {}, "A value is required for property 'id' of resource 'Domain'."],
    ['another property', { id: NEW, isDefault: true }, "Property 'isDefault' is read-only and cannot be set."],
    ['what is no host name', { id: 'fabrikam' }, "Invalid value specified for property 'id' of resource 'Domain'."],
    ['a dash at the end', { id: 'fab-.com' }, "Invalid value specified for property 'id' of resource 'Domain'."],
    ['one that is there', { id: DOMAIN }, 'Another object with the same value for property id already exists.'],
  ])('is refused with %s', async (_, body, message) => {
    expect(errorOf(await graph.post('/domains', body))).toEqual(bad(message))
    expect((await graph.get('/domains')).body.value).toHaveLength(1)
  })

  it('belongs to one organization at a time', async () => {
    const other = '5f2b6c3a-0000-4000-8000-000000000002'
    await graph.post('/domains', { id: NEW })
    graph.store.createTenant(other, false)
    graph.store.transact(other, { kind: 'system', id: 'test' }, (t) =>
      createTenant(t, { key: 'fabrikam', kind: 'workforce', displayName: 'Fabrikam', domains: [NEW, 'fabrikam.net'] }),
    )
    const taken = (name: string) =>
      bad(`Domain ${name} is already verified in another organization. Remove it there first.`)
    expect(errorOf(await graph.call('POST', `/domains/${NEW}/verify`))).toEqual(taken(NEW))
    expect(errorOf(await graph.post('/domains', { id: 'fabrikam.net' }))).toEqual(taken('fabrikam.net'))
  })
})

describe('a subdomain', () => {
  it('is verified with its root, tells it, and becomes one itself', async () => {
    await graph.post('/domains', { id: `eu.${NEW}` })
    await addVerified()
    const added = await graph.post('/domains', { id: `us.${NEW}` })
    expect(added.body).toMatchObject({ isRoot: false, isVerified: true })
    expect((await graph.get(`/domains/eu.${NEW}`)).body).toMatchObject({ isRoot: false, isVerified: true })
    expect((await graph.get(`/domains/eu.${NEW}/rootDomain`)).body).toMatchObject({ id: NEW, isRoot: true })
    expect((await graph.get(`/domains/eu.${NEW}?$expand=rootDomain`)).body.rootDomain).toMatchObject({ id: NEW })
    expect(errorOf(await graph.get(`/domains/${NEW}/rootDomain`))).toEqual(gone('rootDomain'))
    expect(errorOf(await graph.remove(`/domains/${NEW}`))).toMatchObject(bad(expect.stringContaining(`eu.${NEW}`)))
    const promoted = await graph.call('POST', `/domains/eu.${NEW}/promote`)
    expect(promoted).toMatchObject({
      status: 200,
      body: { '@odata.context': `${ORIGIN}/v1.0/$metadata#Edm.Boolean`, value: true },
    })
    expect((await graph.get(`/domains/eu.${NEW}`)).body.isRoot).toBe(true)
    expect(errorOf(await graph.call('POST', `/domains/eu.${NEW}/promote`))).toEqual(
      bad(`Domain eu.${NEW} is a root domain already.`),
    )
  })

  it('is not promoted before it is verified', async () => {
    await graph.post('/domains', { id: `eu.${NEW}` })
    expect(errorOf(await graph.call('POST', `/domains/eu.${NEW}/promote`))).toEqual(
      bad('Unverified domains cannot be promoted. Please verify the domain before promotion.'),
    )
  })
})

describe('a change of a domain', () => {
  it('makes it the default, the only one, and says what it is used for', async () => {
    await addVerified()
    const changes = {
      isDefault: true,
      supportedServices: ['Email', 'Yammer'],
      passwordValidityPeriodInDays: 2147483647,
    }
    expect((await graph.patch(`/domains/${NEW}`, changes)).status).toBe(204)
    expect((await graph.get(`/domains/${NEW}`)).body).toMatchObject({
      ...changes,
      passwordNotificationWindowInDays: 14,
    })
    expect((await graph.get(`/domains/${DOMAIN}`)).body.isDefault).toBe(false)
    const group = {
      displayName: 'G',
      mailEnabled: true,
      securityEnabled: false,
      groupTypes: ['Unified'],
      mailNickname: 'g',
    }
    expect((await graph.post('/groups', group)).body.mail).toBe(`g@${NEW}`)
    const [organization] = (await graph.get('/organization')).body.value
    expect(organization.verifiedDomains[1]).toMatchObject({ name: NEW, capabilities: 'Email, Yammer', isDefault: true })
    await graph.patch(`/domains/${NEW}`, { passwordValidityPeriodInDays: null, passwordNotificationWindowInDays: 7 })
    expect((await graph.get(`/domains/${NEW}`)).body).toMatchObject({
      passwordValidityPeriodInDays: 90,
      passwordNotificationWindowInDays: 7,
      isDefault: true,
    })
  })

  const invalid = (property: string) => `Invalid value specified for property '${property}' of resource 'Domain'.`
  it.each([
    [DOMAIN, { isDefault: false }, invalid('isDefault')],
    [DOMAIN, { supportedServices: ['Intune'] }, invalid('supportedServices')],
    [DOMAIN, { passwordValidityPeriodInDays: 13 }, invalid('passwordValidityPeriodInDays')],
    [DOMAIN, { passwordValidityPeriodInDays: 731 }, invalid('passwordValidityPeriodInDays')],
    [DOMAIN, { passwordNotificationWindowInDays: 31 }, invalid('passwordNotificationWindowInDays')],
    [DOMAIN, { isVerified: true }, "Property 'isVerified' is read-only and cannot be set."],
    [NEW, { isDefault: true }, `Only verified domains can be updated. Verify ${NEW} first.`],
  ])('%s refuses %j', async (id, changes, message) => {
    await graph.post('/domains', { id: NEW })
    expect(errorOf(await graph.patch(`/domains/${id}`, changes))).toEqual(bad(message))
  })
})

describe('the records of a zone', () => {
  it('prove ownership, always by the same words', async () => {
    await graph.post('/domains', { id: NEW })
    const path = `/domains/${NEW}/verificationDnsRecords`
    const { body } = await graph.get(path)
    expect(body['@odata.context']).toBe(`${ORIGIN}/v1.0/$metadata#domains('${NEW}')/verificationDnsRecords`)
    const record = { isOptional: false, label: NEW, supportedService: 'Email', ttl: 3600, id: expect.any(String) }
    expect(body.value).toEqual([
      {
        ...record,
        '@odata.type': '#microsoft.graph.domainDnsTxtRecord',
        recordType: 'Txt',
        text: expect.stringMatching(/^MS=ms\d{8}$/),
      },
      {
        ...record,
        '@odata.type': '#microsoft.graph.domainDnsMxRecord',
        recordType: 'Mx',
        mailExchange: expect.stringMatching(/^ms\d{8}\.msv1\.invalid$/),
        preference: 32767,
      },
    ])
    expect((await graph.get(path)).body).toEqual(body)
  })

  it('lead to the services that a verified domain is used for', async () => {
    await graph.post('/domains', { id: NEW })
    const path = `/domains/${NEW}/serviceConfigurationRecords`
    expect((await graph.get(path)).body.value).toEqual([])
    await graph.call('POST', `/domains/${NEW}/verify`)
    expect((await graph.get(path)).body.value).toHaveLength(7)
    await graph.patch(`/domains/${NEW}`, { supportedServices: ['Email'] })
    const { value } = (await graph.get(path)).body
    expect(value.map(({ recordType }: { recordType: string }) => recordType)).toEqual(['Mx', 'Txt', 'CName'])
    expect(value[0]).toMatchObject({ mailExchange: 'fabrikam-com.mail.protection.outlook.com', preference: 0 })
  })
})

const api = { displayName: 'App', identifierUris: [`https://app.${NEW}/api`] }
const team = { displayName: 'G', mailEnabled: true, securityEnabled: false, groupTypes: ['Unified'], mailNickname: 'g' }

/** A user, a group and an application of the domain. */
async function use() {
  await addVerified()
  await graph.patch(`/domains/${NEW}`, { isDefault: true })
  const ann = graph.newUser('Ann', { userPrincipalName: `Ann@${NEW}`, mail: `ann@${NEW}` })
  const group = (await graph.post('/groups', team)).body
  const application = (await graph.post('/applications', api)).body
  await graph.post('/servicePrincipals', { appId: application.appId })
  await graph.patch(`/domains/${DOMAIN}`, { isDefault: true })
  return { ann, group, application }
}

describe('the end of a domain', () => {
  it('is there for one that nothing uses, and for no other', async () => {
    const { ann, group, application } = await use()
    expect(errorOf(await graph.remove(`/domains/${NEW}`))).toEqual(
      bad(
        `Domain ${NEW} cannot be deleted, because 3 objects refer to it. List its domainNameReferences, or use forceDelete.`,
      ),
    )
    const path = `/domains/${NEW}/domainNameReferences`
    const ids = async (where: string) => (await graph.get(where)).body.value.map(({ id }: { id: string }) => id)
    expect(await ids(path)).toEqual([ann.id, group.id, application.id])
    expect(await ids(`${path}/microsoft.graph.user`)).toEqual([ann.id])
    expect(await ids(`${path}/graph.group`)).toEqual([group.id])
    expect((await graph.get(`${path}/$count`, { headers: { consistencylevel: 'eventual' } })).body).toBe('3')
    for (const set of ['users', 'groups', 'applications']) {
      const id = { users: ann.id, groups: group.id, applications: application.id }[set]
      await graph.remove(`/${set}/${id}`)
    }
    expect((await graph.remove(`/domains/${NEW}`)).status).toBe(204)
    expect(errorOf(await graph.get(`/domains/${NEW}`))).toEqual(gone(NEW))
    expect(errorOf(await graph.post(`/directory/deletedItems/${ann.id}/restore`, {}))).toMatchObject({
      message: expect.stringContaining('verified domain names'),
    })
    const newUserPrincipalName = `ann@${DOMAIN}`
    expect((await graph.post(`/directory/deletedItems/${ann.id}/restore`, { newUserPrincipalName })).status).toBe(200)
  })

  it('never comes to the initial domain, nor to the default one', async () => {
    expect(errorOf(await graph.remove(`/domains/${DOMAIN}`))).toEqual(
      bad(`The initial domain ${DOMAIN} cannot be deleted.`),
    )
    await addVerified()
    await graph.patch(`/domains/${NEW}`, { isDefault: true })
    for (const reply of [
      await graph.remove(`/domains/${NEW}`),
      await graph.call('POST', `/domains/${NEW}/forceDelete`),
    ])
      expect(errorOf(reply)).toEqual(
        bad(`Domain ${NEW} is the default domain. Make another one the default before deleting it.`),
      )
  })

  it('by force moves everything to the initial domain and blocks the users', async () => {
    const { ann, group, application } = await use()
    expect((await graph.call('POST', `/domains/${NEW}/forceDelete`)).status).toBe(204)
    expect(errorOf(await graph.get(`/domains/${NEW}`))).toEqual(gone(NEW))
    const select = '$select=userPrincipalName,mail,proxyAddresses,identities,accountEnabled'
    expect((await graph.get(`/users/${ann.id}?${select}`)).body).toMatchObject({
      userPrincipalName: `Ann@${DOMAIN}`,
      mail: `ann@${DOMAIN}`,
      proxyAddresses: [`SMTP:ann@${DOMAIN}`],
      identities: [{ signInType: 'userPrincipalName', issuer: DOMAIN, issuerAssignedId: `Ann@${DOMAIN}` }],
      accountEnabled: false,
    })
    expect((await graph.get(`/groups/${group.id}`)).body).toMatchObject({
      mail: `g@${DOMAIN}`,
      proxyAddresses: [`SMTP:g@${DOMAIN}`],
    })
    const uri = `https://app.${DOMAIN}/api`
    expect((await graph.get(`/applications/${application.id}`)).body.identifierUris).toEqual([uri])
    const principal = await graph.get(`/servicePrincipals(appId='${application.appId}')`)
    expect(principal.body.servicePrincipalNames).toEqual([application.appId, uri])
  })

  it('by force may leave the users alone', async () => {
    const { ann } = await use()
    await graph.post(`/domains/${NEW}/forceDelete`, { disableUserAccounts: false })
    expect(graph.user(ann.id)).toMatchObject({ accountEnabled: true, userPrincipalName: `Ann@${DOMAIN}` })
  })

  it('by force changes nothing where a name is taken or an application is everybody’s', async () => {
    const { ann, application } = await use()
    const other = graph.newUser('Other', { userPrincipalName: `ann@${DOMAIN}` })
    expect(errorOf(await graph.call('POST', `/domains/${NEW}/forceDelete`))).toEqual(
      bad('Another object with the same value for property userPrincipalName already exists.'),
    )
    await graph.remove(`/users/${other.id}`)
    await graph.patch(`/applications/${application.id}`, { signInAudience: 'AzureADMultipleOrgs' })
    expect(errorOf(await graph.call('POST', `/domains/${NEW}/forceDelete`))).toEqual(
      bad("The multitenant application 'App' uses the domain and cannot be renamed."),
    )
    expect(graph.user(ann.id)).toMatchObject({ accountEnabled: true, userPrincipalName: `Ann@${NEW}` })
    expect((await graph.get(`/domains/${NEW}`)).status).toBe(200)
  })
})

describe('who may change domains', () => {
  it('everybody reads them, Domain Name Administrators change them', async () => {
    const [member, admin] = [graph.newUser('Member'), graph.newUser('Admin')]
    graph.giveRole(admin, 'Domain Name Administrator')
    const as = (user: typeof member) => ({ token: graph.userWith(user, 'Domain.ReadWrite.All') })
    const denied = { status: 403, code: 'Authorization_RequestDenied' }
    expect((await graph.get('/domains', as(member))).status).toBe(200)
    expect(errorOf(await graph.post('/domains', { id: NEW }, as(member)))).toMatchObject(denied)
    expect((await graph.post('/domains', { id: NEW }, as(admin))).status).toBe(201)
    const reader = { token: graph.appWith('Domain.Read.All') }
    expect(errorOf(await graph.remove(`/domains/${NEW}`, reader))).toMatchObject(denied)
    expect((await graph.remove(`/domains/${NEW}`, as(admin))).status).toBe(204)
  })
})

describe('the organization', () => {
  const path = `/organization/${TENANT}`
  it('is changed where it may be', async () => {
    const changes = {
      marketingNotificationEmails: ['marketing@contoso.com'],
      privacyProfile: { contactEmail: 'alice@contoso.com', statementUrl: 'https://contoso.com/privacy' },
      securityComplianceNotificationMails: ['security@contoso.com'],
      securityComplianceNotificationPhones: ['(123) 456-7890'],
      technicalNotificationMails: ['tech@contoso.com'],
      preferredLanguage: 'de',
    }
    expect((await graph.patch(path, { '@odata.type': '#microsoft.graph.organization', ...changes })).status).toBe(204)
    const { body } = await graph.get(path)
    expect(body).toMatchObject(changes)
    expect(body).not.toHaveProperty('@odata.type')
    await graph.patch(path, { technicalNotificationMails: null })
    expect((await graph.get(path)).body).toMatchObject({ ...changes, technicalNotificationMails: [] })
  })

  it.each([
    [{ displayName: 'Fabrikam' }, "Property 'displayName' is read-only and cannot be set."],
    [
      { technicalNotificationMails: ['nobody'] },
      "Invalid value specified for property 'technicalNotificationMails' of resource 'Organization'.",
    ],
    [
      { preferredLanguage: 'German' },
      "Invalid value specified for property 'preferredLanguage' of resource 'Organization'.",
    ],
    [
      { businessPhones: ['1', '2'] },
      "Invalid value specified for property 'businessPhones' of resource 'Organization'.",
    ],
    [
      { technicalNotificationMails: 'a@b.c' },
      "Cannot convert the literal 'a@b.c' to the expected type 'Collection(Edm.String)'.",
    ],
  ])('refuses %j', async (changes, message) => {
    expect(errorOf(await graph.patch(path, changes))).toEqual(bad(message))
  })

  it('tells what it bought and how full it is', async () => {
    graph.buy('POWERAPPS_PER_USER', 5)
    const { body } = await graph.get(path)
    expect(body.assignedPlans[0]).toMatchObject({ capabilityStatus: 'Enabled', service: expect.any(String) })
    expect(body.provisionedPlans).toHaveLength(body.assignedPlans.length)
    const { used } = body.directorySizeQuota
    graph.newUser('Ann')
    expect((await graph.get(path)).body.directorySizeQuota).toEqual({ used: used + 1, total: 50000 })
    await addVerified()
    expect((await graph.get(path)).body.directorySizeQuota).toEqual({ used: used + 1, total: 300000 })
  })

  it('is hardly more than a name for User.Read alone, and only its administrators change it', async () => {
    graph.buy('POWERAPPS_PER_USER', 5)
    const ann = graph.newUser('Ann')
    const basic = await graph.get(path, { token: graph.userWith(ann, 'User.Read') })
    expect(basic.body).toMatchObject({ id: TENANT, displayName: 'Contoso', tenantType: null, assignedPlans: [] })
    expect(basic.body.verifiedDomains).toHaveLength(1)
    const more = { token: graph.userWith(ann, 'User.Read', 'Organization.ReadWrite.All') }
    expect((await graph.get('/organization', more)).body.value[0].tenantType).toBe('AAD')
    expect(errorOf(await graph.patch(path, { preferredLanguage: 'de' }, more))).toMatchObject({ status: 403 })
    graph.giveRole(ann, 'Global Administrator')
    expect((await graph.patch(path, { preferredLanguage: 'de' }, more)).status).toBe(204)
  })
})
