import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../../support/describe-hosts.js'
import { options } from '../aadsts/fixture.js'
import { createWorld, type World } from '../aadsts/world.js'
import { CALLBACK } from '../sign-in-fixture.js'

describeHosts(
  'the cookie of a sign-in',
  (host) => {
    let world: World
    let mine: string
    beforeEach(async () => {
      await host.control.reset()
      world = createWorld(host, '')
      await world.signIn('ann', 'web')
      mine = world.browser.cookie
    })
    const authorize = (more: Readonly<Record<string, string>> = {}) =>
      `/${world.home()}/oauth2/v2.0/authorize?${new URLSearchParams({
        client_id: world.app('web').clientId,
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: 'openid',
        prompt: 'none',
        ...more,
      })}`
    const outcomeWith = async (cookie: string) => {
      const { status, headers } = await host.request('GET', authorize(), { headers: { cookie } })
      const told = new URL(String(headers.location)).searchParams
      return [status, told.has('code') ? 'code' : told.get('error')]
    }
    const parts = () => {
      const [name = '', value = ''] = mine.split('=')
      const [id = '', handle = ''] = value.split('~')
      return { name, id, handle }
    }

    it('is what signs in', async () => {
      expect(await outcomeWith(mine)).toEqual([302, 'code'])
      expect(await outcomeWith(`a=b; ${mine}; c=d`)).toEqual([302, 'code'])
    })

    it('is for this host alone, hidden from scripts and other sites', async () => {
      const { headers } = await host.request('GET', authorize({ prompt: 'login' }))
      expect(String(headers['set-cookie'])).toMatch(/^ESTSAUTH[\w-]*=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    })

    it.each<[string, (cookie: ReturnType<typeof parts>) => string]>([
      ['cut', ({ name, id, handle }) => `${name}=${id}~${handle.slice(0, -1)}`],
      ['longer', ({ name, id, handle }) => `${name}=${id}~${handle}A`],
      ['in other letters', ({ name, id, handle }) => `${name}=${id}~${handle.toUpperCase()}`],
      ['without what names the browser', ({ name, handle }) => `${name}=${handle}`],
      ['without what names the account', ({ name, id }) => `${name}=${id}`],
      ['with only the tenant', ({ name, id, handle }) => `${name}=${id}~${handle.split('.').slice(0, 2).join('.')}.`],
      [
        'with a tenant that is none',
        ({ name, id, handle }) =>
          `${name}=${id}~1.${Buffer.from('__proto__').toString('base64url')}.${handle.split('.')[2]}`,
      ],
      [
        'with a session id in place of the secret',
        ({ name, id, handle }) => `${name}=${id}~${handle.split('.').slice(0, 2).join('.')}.${world.user('ann').id}`,
      ],
      ['with the user in place of the handle', ({ name, id }) => `${name}=${id}~${world.user('ann').id}`],
      ['under another name', ({ id, handle }) => `ESTSAUTHX=${id}~${handle}`],
      ['under the name of another port', ({ id, handle }) => `ESTSAUTH-1=${id}~${handle}`],
      ['encoded', ({ name, id, handle }) => `${name}=${encodeURIComponent(`${id}~${handle}`).replaceAll('.', '%2E')}`],
      ['in quotes', ({ name, id, handle }) => `${name}="${id}~${handle}"`],
      ['behind eight others', ({ name, id, handle }) => `${name}=${[id, ...Array(8).fill('1.x.y'), handle].join('~')}`],
      ['of tildes', ({ name }) => `${name}=${'~'.repeat(4000)}`],
      ['of nothing', ({ name }) => `${name}=`],
    ])('is worth nothing %s', async (_, change) => {
      expect(await outcomeWith(change(parts()))).toEqual([302, 'login_required'])
    })

    it('of another person makes nobody that person in the forms of this browser', async () => {
      const other = createWorld(host, '')
      await other.signIn('cat', 'web')
      const theirs = other.browser.cookie
      const picker = await host.request('GET', authorize({ prompt: 'select_account' }), { headers: { cookie: mine } })
      const canary = /name="canary" value="([^"]*)"/.exec(picker.text)?.[1] ?? ''
      const account = /name="account" value="([^"]*)"/.exec(picker.text)?.[1] ?? ''
      const send = (cookie: string) =>
        host.request('POST', authorize({ prompt: 'select_account' }), {
          headers: { cookie },
          body: new URLSearchParams({ step: 'account', canary, account }),
        })
      expect((await send(theirs)).headers.location).toBeUndefined()
      const mixed = `${mine.split('~')[0]}~${theirs.split('~')[1]}`
      expect((await send(mixed)).headers.location).toBeUndefined()
      expect((await send(mine)).headers.location).toContain('code=')
    })

    it.each<[string, (world: World) => Promise<unknown>]>([
      ['signing out', ({ browser, home }) => browser.open(`/${home()}/oauth2/v2.0/logout`)],
      [
        'revoking the sessions',
        ({ graph, user }) => graph('POST', `/v1.0/users/${user('ann').id}/revokeSignInSessions`),
      ],
      ['a new password', ({ control }) => control.resetPassword('ann@contoso.onmicrosoft.com')],
      [
        'blocking the user',
        ({ graph, user }) => graph('PATCH', `/v1.0/users/${user('ann').id}`, { accountEnabled: false }),
      ],
      ['deleting the user', ({ graph, user }) => graph('DELETE', `/v1.0/users/${user('ann').id}`)],
      ['a day', ({ control }) => control.clock({ advance: 'P1D' })],
      ['a reset', async ({ control }) => control.reset()],
    ])('that was kept is worth nothing after %s', async (_, end) => {
      await end(world)
      expect(await outcomeWith(mine)).toEqual([302, 'login_required'])
    })

    it('is no credential anywhere else', async () => {
      const { handle } = parts()
      const headers = { authorization: `Bearer ${handle}`, cookie: mine }
      expect((await host.request('GET', '/v1.0/me', { headers })).status).toBe(401)
      expect((await host.request('GET', '/v1.0/me', { headers: { cookie: mine } })).status).toBe(401)
      const refresh = await world.token({ ...world.as('tv'), grant_type: 'refresh_token', refresh_token: handle })
      expect(refresh.body.error_codes).toEqual([70000])
      expect((await world.redeem(handle)).body.error_codes).toEqual([70000])
    })
  },
  options,
)
