import { beforeAll, describe, expect, it } from 'vitest'
import { describeHosts } from '../../support/describe-hosts.js'
import { type ApiDoor, apiDoors, callWith, type Fault } from './api-doors.js'
import { createKeyFolder, type Sample, takeApart } from './forge.js'

const own = createKeyFolder()
const STRANGER = '3f1d7b1e-4d3c-4f0f-8f5e-6a3b7c2d1e0f'
const now = () => Math.floor(Date.now() / 1000)

/** What a token says that is not so, though the token service signed it; the stamp by which it knows its own is gone. */
const lies: Readonly<Record<string, readonly [fault: Fault, change: (sample: Sample) => object]>> = {
  'an end that is past': ['expired', () => ({ exp: now() - 1 })],
  'an end of now': ['expired', () => ({ exp: now() })],
  'a beginning in the future': ['notYetValid', () => ({ nbf: now() + 400 })],
  'no end': ['claims', () => ({ exp: undefined })],
  'an end that is a text': ['claims', ({ claims }) => ({ exp: String(claims.exp) })],
  'no tenant': ['claims', () => ({ tid: undefined })],
  'a tenant that is a list': ['claims', ({ claims }) => ({ tid: [claims.tid] })],
  'another tenant': ['issuer', () => ({ tid: STRANGER })],
  'another issuer': ['issuer', ({ claims }) => ({ iss: `https://evil.example/${claims.tid}/` })],
  'an issuer that only begins as ours': [
    'issuer',
    ({ claims }) => ({ iss: String(claims.iss).replace('://', '://localhost@evil.example/') }),
  ],
  'an issuer of another tenant': [
    'issuer',
    ({ claims }) => ({ iss: String(claims.iss).replace(String(claims.tid), STRANGER) }),
  ],
  'no issuer': ['issuer', () => ({ iss: undefined })],
  'a tenant that is not here': [
    'tenant',
    ({ claims }) => ({ tid: STRANGER, iss: String(claims.iss).replace(String(claims.tid), STRANGER) }),
  ],
  'another audience': ['audience', () => ({ aud: 'https://evil.example' })],
  'an audience that only begins as ours': ['audience', () => ({ aud: 'https://graph.microsoft.com.evil.example' })],
  'an audience behind ours': ['audience', () => ({ aud: 'https://graph.microsoft.com@evil.example' })],
  'several audiences': ['claims', () => ({ aud: ['https://graph.microsoft.com', 'https://evil.example'] })],
  'no audience': ['claims', () => ({ aud: undefined })],
  'an empty audience': ['audience', () => ({ aud: '' })],
}

/** Resources, and which of the doors their tokens open. */
const resources: Readonly<Record<string, readonly ApiDoor['name'][]>> = {
  'https://graph.microsoft.com/.default openid': ['Graph', 'userinfo'],
  'https://contoso.crm4.dynamics.com/.default': ['Dataverse'],
  'https://contoso-test.crm4.dynamics.com/.default': [],
  'https://service.powerapps.com/.default': ['the admin API'],
}

describeHosts(
  'a token',
  (host) => {
    let sample: Sample
    const at = (door: ApiDoor, token: string) => callWith(host, door, token)
    const asAdministrator = async (scope: string) =>
      takeApart((await host.actors.asUser('global-administrator', scope)).authorization.replace('Bearer ', ''))
    beforeAll(async () => {
      sample = await asAdministrator(`${host.origin}/.default openid`)
    })

    describe.each(apiDoors.map((door) => [door.name, door] as const))('at %s', (name, door) => {
      it.each(Object.entries(lies))('is refused with %s', async (_, [fault, change]) => {
        const { aio: __, ...claims } = sample.claims
        expect((await at(door, own.sign(sample.header, claims))).status).toBe(200)
        door.expectRefusal(await at(door, own.sign(sample.header, { ...claims, ...change(sample) })), fault, host)
      })

      it.each(Object.entries(resources))('for %s opens what it is for alone', async (scope, opened) => {
        const { token } = await asAdministrator(scope)
        const answer = await at(door, token)
        if (opened.includes(name)) expect(answer.status).toBe(200)
        else door.expectRefusal(answer, 'audience', host)
      })

      it.each(['Basic ', 'Token ', 'BearerX ', 'Bearer'])('is none behind %j', async (scheme) => {
        door.expectRefusal(await callWith(host, door, sample.token, scheme), 'empty', host)
      })

      it('is missed', async () => {
        door.expectRefusal(await host.request('GET', door.path), 'empty', host)
        door.expectRefusal(await callWith(host, door, ''), 'empty', host)
      })

      it('is looked for in no other place', async () => {
        const path = `${door.path}${door.path.includes('?') ? '&' : '?'}access_token=${sample.token}`
        const headers = { 'x-authorization': `Bearer ${sample.token}`, cookie: `access_token=${sample.token}` }
        door.expectRefusal(await host.request('GET', path, { headers }), 'empty', host)
      })
    })
  },
  { data: own.folder },
)
