import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEmulator, type EmulatorOptions } from '../../src/index.js'
import { describeHosts } from '../support/describe-hosts.js'
import { openReceiver } from '../support/receiver.js'
import { asDescribed } from './described-responses.js'

type Json = Readonly<Record<string, unknown>>
type Headers = { readonly authorization: string }

const IN_AN_HOUR = '2026-01-15T13:00:00Z'
let receiver: Awaited<ReturnType<typeof openReceiver>>

beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

describeHosts(
  'subscriptions',
  (host) => {
    const call = async (method: string, path: string, body?: object, headers?: Headers) => {
      const asked = { headers: headers ?? (await host.actors.asApp()), ...(body && { body }) }
      return asDescribed(method, `/v1.0${path}`, await host.request(method, `/v1.0${path}`, asked))
    }
    const done = async (method: string, path: string, body?: object, headers?: Headers) => {
      const answer = await call(method, path, body, headers)
      expect(answer.status, answer.text).toBeLessThan(300)
      return answer
    }
    const wish = (more: object = {}) => ({
      ...{ changeType: 'updated,deleted', notificationUrl: receiver.url, resource: 'users' },
      ...{ expirationDateTime: IN_AN_HOUR, clientState: 'secret', ...more },
    })
    const subscribe = async (more: object = {}, headers?: Headers) =>
      (await done('POST', '/subscriptions', wish(more), headers)).body
    const refusal = async (more: object, headers?: Headers) => {
      const { status, body } = await call('POST', '/subscriptions', wish(more), headers)
      const { code, message } = body.error as Json
      return [status, code, message]
    }
    /** A user through an app that got no more than one delegated permission. */
    const asLimited = async (purpose: string, scope: string) => {
      const { body: app } = await done('POST', '/applications', { displayName: scope, isFallbackPublicClient: true })
      const { body: principal } = await done('POST', '/servicePrincipals', { appId: app.appId })
      const found = await done('GET', "/servicePrincipals?$filter=appId eq '00000003-0000-0000-c000-000000000000'")
      const [graph] = found.body.value as Json[]
      const grant = { clientId: principal.id, consentType: 'AllPrincipals', resourceId: graph?.id, scope }
      await done('POST', '/oauth2PermissionGrants', grant)
      const { userPrincipalName: username, password } = host.actors.user(purpose)
      const form = { grant_type: 'password', client_id: String(app.appId), username, password: password ?? '', scope }
      const { body } = await host.request('POST', `/${host.actors.tenant.id}/oauth2/v2.0/token`, {
        body: new URLSearchParams(form),
      })
      return { authorization: `Bearer ${body.access_token}` }
    }
    const newUser = async (name: string) => {
      const userPrincipalName = `${name}@${host.actors.tenant.defaultDomain}`
      const passwordProfile = { password: 'xWwvJ]6NMw+bWH-d' }
      const user = { accountEnabled: true, displayName: name, mailNickname: name, userPrincipalName, passwordProfile }
      return String((await done('POST', '/users', user)).body.id)
    }
    const newGroup = async (more: object = {}) => {
      const group = { displayName: 'Crew', mailNickname: 'crew', mailEnabled: false, securityEnabled: true, ...more }
      return String((await done('POST', '/groups', group)).body.id)
    }
    const advance = (duration: string) => host.control.clock({ advance: duration })
    const delivered = () => advance('PT0S')
    const notices = async () => {
      await delivered()
      return receiver.batches.flat()
    }

    beforeEach(async () => {
      await host.control.reset()
      receiver.forget()
    })

    it('are made after a handshake, and shown as Microsoft Graph shows them', async () => {
      const answer = await done('POST', '/subscriptions', wish({ notificationUrl: `${receiver.url}?for=ann` }))
      const { clientId, servicePrincipalId } = host.actors.app('all-permissions')
      expect(answer.status).toBe(201)
      expect(answer.headers.location).toBe(`${host.origin}/v1.0/subscriptions('${answer.body.id}')`)
      const expected = {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        applicationId: clientId,
        changeType: 'updated,deleted',
        clientState: 'secret',
        creatorId: servicePrincipalId,
        encryptionCertificate: null,
        encryptionCertificateId: null,
        expirationDateTime: '2026-01-15T13:00:00.0000000Z',
        includeResourceData: null,
        latestSupportedTlsVersion: 'v1_2',
        lifecycleNotificationUrl: null,
        notificationContentType: 'application/json',
        notificationQueryOptions: null,
        notificationUrl: `${receiver.url}?for=ann`,
        notificationUrlAppId: null,
        resource: 'users',
      }
      const context = `${host.origin}/v1.0/$metadata#subscriptions`
      expect(answer.body).toEqual({ '@odata.context': `${context}/$entity`, ...expected })
      expect(receiver.calls).toHaveLength(1)
      const [hello] = receiver.calls
      expect(hello).toMatchObject({ contentType: 'text/plain; charset=utf-8', body: '' })
      expect(hello?.path).toMatch(/^\/notify\?for=ann&validationToken=Validation%3A%20Testing/)
      const one = await done('GET', `/subscriptions/${answer.body.id}`)
      expect(one.body).toEqual(answer.body)
      const all = await done('GET', '/subscriptions')
      expect(all.body).toEqual({ '@odata.context': context, value: [{ ...expected, clientState: null }] })
    })

    it('ask the endpoint of lifecycle notifications, too', async () => {
      await subscribe({ lifecycleNotificationUrl: `${receiver.url}/life` })
      expect(receiver.calls.map(({ path }) => path.split('?')[0])).toEqual(['/notify', '/notify/life'])
    })

    it('are not made for an endpoint that does not send the token back', async () => {
      const failed = [
        400,
        'ValidationError',
        'Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.',
      ]
      const wrong = [
        (text: string) => ({ status: 202, text, type: 'text/plain' }),
        (text: string) => ({ status: 200, text: encodeURIComponent(text), type: 'text/plain' }),
        (text: string) => ({ status: 200, text, type: 'text/html' }),
        () => ({ status: 307, text: '', type: 'text/plain' }),
      ]
      for (const answer of wrong) {
        receiver.answerToken(answer)
        expect(await refusal({})).toEqual(failed)
      }
      expect(await refusal({ notificationUrl: 'http://127.0.0.1:1/nobody' })).toEqual(failed)
      expect((await done('GET', '/subscriptions')).body.value).toEqual([])
    })

    it.each([
      [{ notificationUrl: 'http://example.com/hook' }, "The 'notificationUrl' must start with https://."],
      [
        { notificationUrl: 'https://example.com/hook' },
        "The 'notificationUrl' leads to example.com: this emulator calls only this machine, and hosts named by --notification-hosts.",
      ],
      [{ notificationUrl: 'ftp://localhost/hook' }, "The 'notificationUrl' must start with https://."],
      [
        { notificationUrl: 'http://me:secret@localhost/hook' },
        "The 'notificationUrl' must not hold credentials or a fragment.",
      ],
      [
        { lifecycleNotificationUrl: 'http://169.254.169.254/latest' },
        "The 'lifecycleNotificationUrl' must start with https://.",
      ],
      [{ changeType: 'created' }, "Invalid 'changeType' attribute: 'created'."],
      [{ resource: 'me/messages' }, "Subscriptions to the resource 'me/messages' are not supported."],
      [
        { resource: 'groups/members' + '/members/x' },
        "Subscriptions to the resource 'groups/members/members/x' are not supported.",
      ],
      [
        { includeResourceData: true, encryptionCertificate: 'MII', encryptionCertificateId: 'c' },
        "Notifications with resource data are not supported for the resource 'users'.",
      ],
      [{ expirationDateTime: undefined }, 'expirationDateTime is a required property for subscription creation'],
      [{ notificationUrl: undefined }, 'notificationUrl is a required property for subscription creation'],
    ])('are refused when nobody could keep them: %j', async (more, message) => {
      expect(await refusal(more)).toEqual([400, 'InvalidRequest', message])
      expect(receiver.calls).toEqual([])
    })

    it('last at least 45 minutes and less than 29 days', async () => {
      expect(await refusal({ expirationDateTime: '2026-02-13T12:00:01Z' })).toEqual([
        400,
        'ExtensionError',
        'Subscription expiration can only be 41760 minutes in the future.',
      ])
      const { expirationDateTime } = await subscribe({ expirationDateTime: '2026-01-15T12:01:00Z' })
      expect(expirationDateTime).toBe('2026-01-15T12:45:00.0000000Z')
      const { id } = await subscribe({ expirationDateTime: '2026-02-13T12:00:00Z' })
      await advance('PT46M')
      expect((await done('GET', '/subscriptions')).body.value).toMatchObject([{ id }])
    })

    it('need the permission to read what is watched', async () => {
      const reader = await asLimited('licensed-member', 'User.Read.All')
      expect(await refusal({ resource: 'groups' }, reader)).toEqual([
        403,
        'Authorization_RequestDenied',
        'Insufficient privileges to complete the operation.',
      ])
      await subscribe({}, reader)
    })

    it('are shown to those who made them', async () => {
      const { id } = await subscribe()
      const user = await asLimited('global-administrator', 'User.Read.All')
      const own = await subscribe({}, user)
      const ids = async (headers?: Headers) =>
        ((await done('GET', '/subscriptions', undefined, headers)).body.value as Json[]).map((each) => each.id)
      expect(await ids(user)).toEqual([own.id])
      expect(await ids()).toEqual([id])
      const member = await asLimited('licensed-member', 'Subscription.Read.All')
      expect(await ids(member)).toEqual([])
      expect(await ids(await asLimited('global-administrator', 'Subscription.Read.All'))).toEqual([id, own.id])
      const foreign = await call('GET', `/subscriptions/${id}`, undefined, user)
      expect(foreign).toMatchObject({
        status: 404,
        body: { error: { code: 'ResourceNotFound', message: 'The object was not found.' } },
      })
      expect((await call('DELETE', `/subscriptions/${own.id}`)).status).toBe(404)
    })

    it('can be prolonged, led elsewhere and deleted', async () => {
      const { id } = await subscribe()
      const later = await done('PATCH', `/subscriptions/${id}`, { expirationDateTime: '2026-01-15T15:00:00Z' })
      expect(later).toMatchObject({ status: 200, body: { id, expirationDateTime: '2026-01-15T15:00:00.0000000Z' } })
      const notificationUrl = `${receiver.url}/other`
      expect((await done('PATCH', `/subscriptions/${id}`, { notificationUrl })).body).toMatchObject({ notificationUrl })
      expect(receiver.calls).toHaveLength(2)
      const fixed = await call('PATCH', `/subscriptions/${id}`, { lifecycleNotificationUrl: receiver.url })
      expect(fixed.body.error).toMatchObject({ code: 'InvalidRequest' })
      expect((await done('POST', `/subscriptions/${id}/reauthorize`)).status).toBe(204)
      expect((await done('DELETE', `/subscriptions/${id}`)).status).toBe(204)
      expect((await call('PATCH', `/subscriptions/${id}`, { expirationDateTime: IN_AN_HOUR })).status).toBe(404)
      await newUser('nobody')
      expect(await notices()).toEqual([])
    })

    it('tell what happens to users: made, changed and deleted are updates, gone for good is a deletion', async () => {
      const { id: subscriptionId } = await subscribe()
      const id = await newUser('ann')
      await done('PATCH', `/users/${id}`, { jobTitle: 'Baker' })
      await done('DELETE', `/users/${id}`)
      await done('POST', `/directory/deletedItems/${id}/restore`)
      await done('DELETE', `/users/${id}`)
      await done('DELETE', `/directory/deletedItems/${id}`)
      await newGroup()
      const told = await notices()
      expect(told.map(({ changeType }) => changeType)).toEqual([
        ...['updated', 'updated', 'updated', 'updated', 'updated', 'deleted'],
      ])
      expect(told[0]).toEqual({
        changeType: 'updated',
        clientState: 'secret',
        resource: `Users/${id}`,
        resourceData: {
          '@odata.type': '#Microsoft.Graph.User',
          '@odata.id': `Users/${id}`,
          id,
          organizationId: host.actors.tenant.id,
          sequenceNumber: expect.any(Number),
        },
        subscriptionExpirationDateTime: '2026-01-15T13:00:00.0000000Z',
        subscriptionId,
        tenantId: host.actors.tenant.id,
      })
      expect(receiver.calls.at(-1)?.contentType).toMatch(/^application\/json/)
    })

    it('tell of one user only where one is watched, and only of what was asked for', async () => {
      const [ann, ben] = [await newUser('ann'), await newUser('ben')]
      await subscribe({ resource: `/users/${ann.toUpperCase()}`, changeType: 'updated' })
      await done('PATCH', `/users/${ben}`, { jobTitle: 'Baker' })
      await done('PATCH', `/users/${ann}`, { jobTitle: 'Baker' })
      await done('DELETE', `/users/${ann}`)
      await done('DELETE', `/directory/deletedItems/${ann}`)
      expect((await notices()).map(({ resourceData }) => resourceData.id)).toEqual([ann, ann])
      expect((await call('POST', '/subscriptions', wish({ resource: `users/${ann}` }))).status).toBe(404)
    })

    it('tell who came to a group and who left', async () => {
      const [ann, crew] = [await newUser('ann'), await newGroup()]
      const members = await subscribe({ resource: `groups/${crew}/members` })
      const groups = await subscribe({ resource: 'groups', clientState: null })
      const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${ann}` }
      await done('POST', `/groups/${crew}/members/$ref`, reference)
      await done('POST', `/groups/${crew}/owners/$ref`, reference)
      await done('DELETE', `/groups/${crew}/members/${ann}/$ref`)
      await done('PATCH', `/groups/${crew}`, { description: 'Sea' })
      const told = (await notices()).map(({ subscriptionId, resource, resourceData }) => ({
        of: subscriptionId === members.id ? 'members' : subscriptionId === groups.id && 'groups',
        resource,
        delta: resourceData['members@delta'],
      }))
      const resource = `Groups/${crew}`
      const [came, left] = [[{ id: ann }], [{ id: ann, '@removed': 'deleted' }]]
      expect(told.filter(({ of }) => of === 'members')).toEqual([
        { of: 'members', resource, delta: came },
        { of: 'members', resource, delta: left },
      ])
      expect(told.filter(({ of }) => of === 'groups')).toEqual([
        { of: 'groups', resource, delta: came },
        { of: 'groups', resource, delta: left },
        { of: 'groups', resource, delta: undefined },
      ])
    })

    it('bring what piled up in one call, and come again at longer and longer intervals for four hours', async () => {
      await subscribe({ expirationDateTime: '2026-01-16T12:00:00Z' })
      receiver.react(500, 503, 404)
      const ann = await newUser('ann')
      await delivered()
      const ben = await newUser('ben')
      await delivered()
      expect(receiver.batches).toHaveLength(1)
      await advance('PT9S')
      expect(receiver.batches).toHaveLength(1)
      await advance('PT1S')
      expect(receiver.batches).toHaveLength(2)
      await advance('PT2M')
      expect(receiver.batches.map((batch) => batch.map(({ resourceData }) => resourceData.id))).toEqual([
        [ann],
        [ann, ben],
        [ann, ben],
        [ann, ben],
      ])
      receiver.forget()
      receiver.react(...Array.from({ length: 100 }, () => 500))
      await newUser('cid')
      await advance('PT5H')
      expect(receiver.batches.length).toBeGreaterThan(10)
      receiver.forget()
      await advance('PT12H')
      expect(receiver.batches).toEqual([])
    })

    it('do not keep anybody waiting for an endpoint that does not answer', async () => {
      await subscribe()
      receiver.react('silence')
      const arrived = receiver.arrived()
      await newUser('ann')
      await arrived
      expect((await done('GET', '/users?$top=1')).status).toBe(200)
      receiver.hangUp()
      await advance('PT10S')
      expect(receiver.batches).toHaveLength(2)
    })

    it('say when they will end, and when their app is gone; those that expired are not spoken of', async () => {
      const lifecycleNotificationUrl = `${receiver.url}/life`
      const { id } = await subscribe({ lifecycleNotificationUrl, expirationDateTime: '2026-01-15T22:00:00Z' })
      await advance('PT7H59M')
      expect(await notices()).toEqual([])
      await advance('PT1M')
      expect(await notices()).toEqual([
        {
          subscriptionId: id,
          subscriptionExpirationDateTime: '2026-01-15T22:00:00.0000000Z',
          tenantId: host.actors.tenant.id,
          clientState: 'secret',
          lifecycleEvent: 'reauthorizationRequired',
        },
      ])
      expect(receiver.calls.at(-1)?.path).toBe('/notify/life')
      await done('POST', `/subscriptions/${id}/reauthorize`)
      await advance('PT2H')
      expect((await call('GET', `/subscriptions/${id}`)).status).toBe(404)
      expect((await notices()).map(({ lifecycleEvent }) => lifecycleEvent)).toEqual([
        ...['reauthorizationRequired', 'reauthorizationRequired'],
      ])
      receiver.forget()
      const again = { lifecycleNotificationUrl, expirationDateTime: '2026-01-20T22:00:00Z' }
      await subscribe(again, await host.actors.asUser('licensed-member'))
      await done('DELETE', `/users/${host.actors.user('licensed-member').id}`)
      expect((await notices()).map(({ lifecycleEvent }) => lifecycleEvent)).toContain('subscriptionRemoved')
      expect((await done('GET', '/subscriptions')).body.value).toEqual([])
    })

    it('can be asked for in a batch', async () => {
      const headers = { 'Content-Type': 'application/json' }
      const requests = [
        { id: '1', method: 'POST', url: '/subscriptions', headers, body: wish() },
        {
          id: '2',
          method: 'POST',
          url: '/subscriptions',
          headers,
          body: wish({ notificationUrl: 'http://127.0.0.1:1/' }),
        },
        { id: '3', method: 'GET', url: '/subscriptions', dependsOn: ['1'] },
        { id: '4', method: 'GET', url: '/subscriptions', dependsOn: ['2'] },
      ]
      const { body } = await done('POST', '/$batch', { requests })
      const responses = body.responses as { status: number; body: Json }[]
      expect(responses.map(({ status }) => status)).toEqual([201, 400, 200, 424])
      expect(responses[2]?.body.value).toHaveLength(1)
    })

    it('are limited in number', async () => {
      const asked = Array.from({ length: 100 }, () => call('POST', '/subscriptions', wish()))
      expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([201]))
      expect(await refusal({})).toEqual([
        403,
        'Forbidden',
        'The application has reached its limit of 100 subscriptions.',
      ])
    })

    it('go with a reset, and what was on its way', async () => {
      await subscribe()
      receiver.react(500)
      await newUser('ann')
      await delivered()
      await host.control.reset()
      await advance('PT1H')
      expect(receiver.batches).toHaveLength(1)
      expect((await done('GET', '/subscriptions')).body.value).toEqual([])
      receiver.react(500)
      await subscribe()
      await newUser('ben')
      await delivered()
      await host.control.reset()
      await subscribe()
      const cid = await newUser('cid')
      expect((await notices()).at(-1)?.resourceData.id).toBe(cid)
    })
  },
  { clock: '2026-01-15T12:00:00Z', seed: 'subscriptions' },
)

describe('an emulator with subscriptions', () => {
  const open = async (options: EmulatorOptions = {}) => {
    const emulator = await createEmulator(options)
    const [tenant] = emulator.control.info('http://localhost:4400').tenants
    const app = tenant?.apps.find(({ purpose }) => purpose === 'all-permissions')?.clientId
    const { access_token } = await emulator.control.tokens({ app, scope: 'https://graph.microsoft.com/.default' })
    const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' }
    const ask = (path: string, body?: object) => {
      const given = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
      return emulator.fetch(new Request(`http://localhost:4400/v1.0${path}`, given))
    }
    return { emulator, ask }
  }
  const wish = (more: object = {}) => {
    const expirationDateTime = new Date(Date.now() + 3_600_000).toISOString()
    return { changeType: 'updated', resource: 'groups', notificationUrl: receiver.url, expirationDateTime, ...more }
  }
  const group = { displayName: 'Crew', mailNickname: 'crew', mailEnabled: false, securityEnabled: true }

  beforeEach(() => receiver.forget())

  it('closes without waiting for an endpoint', async () => {
    const { emulator, ask } = await open()
    expect((await ask('/subscriptions', wish())).status).toBe(201)
    receiver.react('silence')
    const arrived = receiver.arrived()
    expect((await ask('/groups', group)).status).toBe(201)
    await arrived
    await emulator.close()
    expect(receiver.batches).toHaveLength(1)
  })

  it('keeps them in its data folder, and their time goes on', async () => {
    const data = await mkdtemp(join(tmpdir(), 'graphverse-subscriptions-'))
    try {
      const before = await open({ data, store: 'file' })
      expect((await before.ask('/subscriptions', wish({ expirationDateTime: new Date().toISOString() }))).status).toBe(
        201,
      )
      await before.emulator.close()
      const after = await open({ data, store: 'file' })
      expect((await after.ask('/groups', group)).status).toBe(201)
      await after.emulator.control.clock({ advance: 'PT46M' })
      expect(receiver.batches).toHaveLength(1)
      expect((await (await after.ask('/subscriptions')).json()).value).toEqual([])
      await after.emulator.close()
    } finally {
      await rm(data, { recursive: true, force: true })
    }
  })

  it('calls other machines only where it may, and then by HTTPS', async () => {
    const { emulator, ask } = await open({ notificationHosts: ['::FFFF:7f00:1'] })
    const code = async (notificationUrl: string) =>
      (await (await ask('/subscriptions', wish({ notificationUrl }))).json()).error.code
    expect(await code('https://[::ffff:127.0.0.1]:1/in')).toBe('ValidationError')
    expect(await code('http://[::ffff:127.0.0.1]:1/in')).toBe('InvalidRequest')
    expect(await code('https://other.invalid/in')).toBe('InvalidRequest')
    await emulator.close()
  })
})
