import { beforeEach, expect, it } from 'vitest'
import { asDescribed } from '../graph/described-responses.js'
import { createBrowser } from '../support/browser.js'
import { describeHosts } from '../support/describe-hosts.js'
import { claimsOf } from './login-door.js'
import { CALLBACK, peopleOf, signInOptions } from './sign-in-fixture.js'

type Entry = Readonly<Record<string, unknown>>

const GRAPH = '00000003-0000-0000-c000-000000000000'
const BOTH_USER_TYPES = "signInEventTypes/any(t: t eq 'nonInteractiveUser' or t eq 'interactiveUser')"
const APPS = "signInEventTypes/any(t: t eq 'servicePrincipal')"
const CORRELATION = '8e1b0a52-2f1d-4a6e-9d0b-5f6f0b1f7a10'

describeHosts(
  'the sign-in log',
  (host) => {
    const people = () => peopleOf(host)
    const token = (form: Readonly<Record<string, string>>, headers: Record<string, string> = {}) =>
      host.request('POST', `/${people().tenant.id}/oauth2/v2.0/token`, { headers, body: new URLSearchParams(form) })
    const auditor = () => ({ client_id: people().app('auditor').clientId })
    const asAuditor = () => ({ ...auditor(), client_secret: people().app('auditor').clientSecret ?? '' })
    const password = (key: string, more: Readonly<Record<string, string>> = {}) => {
      const { userPrincipalName: username, password: right } = people().user(key)
      const form = { ...auditor(), grant_type: 'password', scope: 'User.Read offline_access openid' }
      return { ...form, username, password: right ?? '', ...more }
    }
    const graph = async (path: string, app = 'auditor') => {
      const { access_token } = await host.control.tokens({
        app: people().app(app).clientId,
        scope: 'https://graph.microsoft.com/.default',
      })
      const headers = { authorization: `Bearer ${access_token}` }
      return asDescribed('GET', path, await host.request('GET', path, { headers }))
    }
    const list = async (query = '', version = 'v1.0') => {
      const { status, body, text } = await graph(`/${version}/auditLogs/signIns${query}`)
      expect(status, text).toBe(200)
      return body.value as Entry[]
    }
    const filtered = (filter: string, version?: string) => list(`?$filter=${encodeURIComponent(filter)}`, version)
    const authorize = () => `/${people().tenant.id}/oauth2/v2.0/authorize`
    const ask = (more: Readonly<Record<string, string>> = {}) => ({
      ...{ client_id: people().app('web').clientId, redirect_uri: CALLBACK, response_type: 'code' },
      ...{ scope: 'User.Read openid', ...more },
    })

    beforeEach(() => host.control.reset())

    it('tells of a user who signed in, as Microsoft Graph does', async () => {
      const userAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0.6099.71 Safari/537.36'
      const answer = await token(password('reporter', { 'client-request-id': CORRELATION }), {
        'user-agent': userAgent,
      })
      const { body } = await graph('/v1.0/auditLogs/signIns')
      expect(body['@odata.context']).toBe(`${host.origin}/v1.0/$metadata#auditLogs/signIns`)
      expect(body.value).toEqual([
        {
          id: answer.headers['x-ms-request-id'],
          appDisplayName: 'Auditor',
          appId: people().app('auditor').clientId,
          appliedConditionalAccessPolicies: [],
          authenticationAppDeviceDetails: null,
          clientAppUsed: 'Mobile Apps and Desktop clients',
          conditionalAccessStatus: 'notApplied',
          correlationId: CORRELATION,
          createdDateTime: '2026-01-15T12:00:00Z',
          deviceDetail: {
            deviceId: '',
            displayName: '',
            operatingSystem: 'Windows 10',
            browser: 'Chrome 120.0.6099.71',
            isCompliant: false,
            isManaged: false,
            trustType: '',
          },
          homeTenantId: people().tenant.id,
          ipAddress: '127.0.0.1',
          isInteractive: true,
          location: {
            city: '',
            state: '',
            countryOrRegion: '',
            geoCoordinates: { altitude: null, latitude: null, longitude: null },
          },
          resourceDisplayName: 'Microsoft Graph',
          resourceId: GRAPH,
          resourceTenantId: people().tenant.id,
          riskDetail: 'none',
          riskEventTypes: [],
          riskEventTypes_v2: [],
          riskLevelAggregated: 'none',
          riskLevelDuringSignIn: 'none',
          riskState: 'none',
          servicePrincipalId: '',
          servicePrincipalName: null,
          status: { errorCode: 0, failureReason: 'Other.', additionalDetails: null },
          userAgent,
          userDisplayName: 'Reporter',
          userId: people().user('reporter').id,
          userPrincipalName: 'reporter@contoso.onmicrosoft.com',
        },
      ])
    })

    it('says more in beta, and names the token that came of it', async () => {
      const { body } = await token(password('ann'))
      const [entry] = await list('', 'beta')
      expect(entry).toMatchObject({
        authenticationProtocol: 'ropc',
        clientCredentialType: 'none',
        signInEventTypes: ['interactiveUser'],
        userType: 'member',
        uniqueTokenIdentifier: claimsOf(String(body.access_token)).uti,
        tokenIssuerType: 'AzureAD',
      })
      expect(claimsOf(String(body.id_token)).uti).toBe(entry?.uniqueTokenIdentifier)
    })

    it('tells why somebody was refused, and of names that nobody has', async () => {
      await token(password('ann', { password: 'wrong' }))
      await token(password('ann', { username: 'Nobody@contoso.onmicrosoft.com' }))
      await token(password('ann', { scope: 'https://unknown.example/.default' }))
      const entries = await list('?$select=status,userPrincipalName,userId,resourceId')
      expect(entries).toMatchObject([
        { status: { errorCode: 500011 }, userId: people().user('ann').id, resourceId: null },
        { status: { errorCode: 50034 }, userPrincipalName: 'nobody@contoso.onmicrosoft.com', userId: null },
        {
          status: {
            errorCode: 50126,
            failureReason: 'Error validating credentials due to invalid username or password.',
          },
          userId: people().user('ann').id,
          resourceId: GRAPH,
        },
      ])
    })

    it('keeps what happens behind the back of users for those who ask', async () => {
      const { body } = await token(password('ann'))
      const refresh = { ...auditor(), grant_type: 'refresh_token', refresh_token: String(body.refresh_token) }
      expect((await token(refresh)).status).toBe(200)
      await token({ ...refresh, client_id: people().app('web').clientId })
      expect(await list()).toHaveLength(1)
      const entries = await filtered(BOTH_USER_TYPES, 'beta')
      expect(entries).toMatchObject([
        { isInteractive: false, status: { errorCode: 7000218 }, appDisplayName: 'Web shop', userDisplayName: 'Ann' },
        {
          isInteractive: false,
          status: { errorCode: 0 },
          userDisplayName: 'Ann',
          signInEventTypes: ['nonInteractiveUser'],
        },
        { isInteractive: true },
      ])
      expect(entries[1]?.sessionId).toBe(entries[2]?.sessionId)
    })

    it('tells of apps that signed in for themselves, or could not', async () => {
      const form = { ...asAuditor(), grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' }
      await token(form)
      await token({ ...form, client_secret: 'wrong' })
      await token({ ...form, client_id: CORRELATION })
      expect(await list()).toEqual([])
      const { clientId, servicePrincipalId } = people().app('auditor')
      expect(await filtered(APPS, 'beta')).toMatchObject([
        { appId: CORRELATION, appDisplayName: '', servicePrincipalId: '', status: { errorCode: 700016 } },
        { appId: clientId, servicePrincipalId, status: { errorCode: 7000215 } },
        {
          appId: clientId,
          servicePrincipalId,
          servicePrincipalName: 'Auditor',
          clientCredentialType: 'clientSecret',
          servicePrincipalCredentialKeyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          resourceDisplayName: 'Microsoft Graph',
          userId: null,
          userDisplayName: null,
          userPrincipalName: null,
          status: { errorCode: 0 },
        },
      ])
    })

    it('leaves out what was no sign-in', async () => {
      await token({ ...auditor(), grant_type: 'password', scope: 'openid' })
      await token({ ...auditor(), grant_type: 'juggling' })
      await token(password('ann', { client_id: '' }))
      expect(await filtered(BOTH_USER_TYPES)).toEqual([])
    })

    it('tells of people in a browser: refused, signed in, known already', async () => {
      const browser = createBrowser(host)
      const { userPrincipalName: login, password: passwd } = people().user('ann')
      await browser.open(authorize(), ask())
      await browser.submit({ login, passwd: 'wrong' })
      await browser.submit({ login, passwd: passwd ?? '' })
      await browser.open(authorize(), ask())
      const entries = await filtered(BOTH_USER_TYPES)
      expect(entries).toMatchObject([
        { isInteractive: false, status: { errorCode: 0 }, clientAppUsed: 'Browser' },
        { isInteractive: true, status: { errorCode: 0 }, appDisplayName: 'Web shop', resourceId: GRAPH },
        { isInteractive: true, status: { errorCode: 50126 }, userId: people().user('ann').id },
      ])
    })

    it('tells of consent that was asked for, declined and given', async () => {
      const browser = createBrowser(host)
      const { userPrincipalName: login, password: passwd } = people().user('ann')
      const wanted = ask({ scope: 'User.ReadBasic.All' })
      await browser.open(authorize(), wanted)
      await browser.submit({ login, passwd: passwd ?? '' })
      await browser.submit({ decision: 'cancel' })
      await browser.open(authorize(), wanted)
      await browser.submit({ decision: 'accept' })
      const codes = (await filtered(BOTH_USER_TYPES)).map(({ status, isInteractive }) => [
        (status as { errorCode: number }).errorCode,
        isInteractive,
      ])
      expect(codes).toEqual([
        [0, true],
        [65001, false],
        [65004, true],
        [65001, true],
      ])
    })

    it('goes page by page and is sorted and filtered', async () => {
      for (const key of ['ann', 'bob', 'admin']) {
        await token(password(key))
        await host.control.clock({ advance: 'PT1H' })
      }
      await token(password('bob', { password: 'wrong' }))
      await host.control.clock({ advance: 'PT1H' })
      const first = await graph('/v1.0/auditLogs/signIns?$top=3&$select=userDisplayName')
      expect(first.body.value).toEqual([
        { userDisplayName: 'Bob' },
        { userDisplayName: 'Admin' },
        { userDisplayName: 'Bob' },
      ])
      await token(password('ann'))
      const second = await graph(String(first.body['@odata.nextLink']))
      expect(second.body.value).toEqual([{ userDisplayName: 'Ann' }])
      expect(second.body['@odata.nextLink']).toBeUndefined()
      const namesOf = (entries: readonly Entry[]) => entries.map(({ userDisplayName }) => userDisplayName)
      expect(namesOf(await list('?$orderby=createdDateTime'))).toEqual(['Ann', 'Bob', 'Admin', 'Bob', 'Ann'])
      expect(
        namesOf(await filtered('createdDateTime ge 2026-01-15T13:00:00Z and createdDateTime le 2026-01-15T14:30:00Z')),
      ).toEqual(['Admin', 'Bob'])
      for (const [filter, names] of [
        [`userId eq '${people().user('bob').id}'`, ['Bob', 'Bob']],
        ['status/errorCode eq 50126', ['Bob']],
        ['status/errorCode ne 0', ['Bob']],
        ["startswith(userPrincipalName,'admin@')", ['Admin']],
        ["userDisplayName eq 'Admin' and appDisplayName eq 'Auditor'", ['Admin']],
        ["startswith(appDisplayName,'Web')", []],
        [`appId eq '${people().app('web').clientId}'`, []],
        ['isInteractive eq false', []],
        ["conditionalAccessStatus eq 'failure'", []],
      ] as const) {
        expect([filter, namesOf(await filtered(filter))]).toEqual([filter, names])
      }
      const sorted = `?$filter=${encodeURIComponent("userDisplayName eq 'Bob'")}&$orderby=createdDateTime desc&$top=1000`
      expect(await list(sorted)).toHaveLength(2)
      expect((await graph('/v1.0/auditLogs/signIns?$top=1001')).status).toBe(400)
      expect((await graph("/v1.0/auditLogs/signIns?$filter=homeTenantId eq 'x'")).status).toBe(400)
    })

    it('gives single entries, and none that it does not have', async () => {
      const { headers } = await token(password('ann'))
      const one = await graph(`/v1.0/auditLogs/signIns/${headers['x-ms-request-id']}`)
      expect(one.body).toMatchObject({
        '@odata.context': `${host.origin}/v1.0/$metadata#auditLogs/signIns/$entity`,
        userDisplayName: 'Ann',
      })
      expect(await graph(`/v1.0/auditLogs/signIns/${CORRELATION}`)).toMatchObject({
        status: 404,
        body: { error: { code: 'Request_ResourceNotFound' } },
      })
    })

    it('is for those who may read it', async () => {
      const denied = { status: 403, body: { error: { code: 'Authorization_RequestDenied' } } }
      expect(await graph('/v1.0/auditLogs/signIns', 'web')).toMatchObject(denied)
      const asUser = async (key: string) => {
        const { access_token } = (await token(password(key, { scope: 'AuditLog.Read.All' }))).body
        return host.request('GET', '/v1.0/auditLogs/signIns', { headers: { authorization: `Bearer ${access_token}` } })
      }
      expect((await asUser('reporter')).status).toBe(200)
      expect((await asUser('admin')).status).toBe(200)
      expect(await asUser('ann')).toMatchObject(denied)
    })

    it('forgets after 30 days, and with a reset', async () => {
      const { headers } = await token(password('ann'))
      await host.control.clock({ advance: 'P29D' })
      await token(password('bob'))
      expect(await list()).toHaveLength(2)
      await host.control.clock({ advance: 'P1D' })
      expect(await list()).toMatchObject([{ userDisplayName: 'Bob' }])
      expect((await graph(`/v1.0/auditLogs/signIns/${headers['x-ms-request-id']}`)).status).toBe(404)
      await host.control.reset()
      expect(await list()).toEqual([])
    })
  },
  { ...signInOptions, clock: '2026-01-15T12:00:00Z' },
)
