import { beforeEach, describe, expect, it } from 'vitest'
import { createBrowser } from '../../support/browser.js'
import { describeHosts } from '../../support/describe-hosts.js'
import { options } from '../aadsts/fixture.js'
import { createWorld, type Fields, type World } from '../aadsts/world.js'

/** Where a form may come from that no page of ours sent. */
const origins = (own: string): readonly string[] => [
  'https://evil.example',
  'null',
  '',
  `${own}0`,
  `${own}.evil.example`,
  own.replace('http:', 'https:'),
  own.toUpperCase(),
  `${own}/`,
  `${own}, https://evil.example`,
  'http://localhost:1',
]

/** Marks of no browser, or of another one. */
const canaries: readonly string[] = ['', 'guess', '0', 'undefined', '__proto__', '0'.repeat(64), 'x'.repeat(10_000)]

describeHosts(
  'a form that another page sends',
  (host) => {
    let world: World
    beforeEach(async () => {
      await host.control.reset()
      world = createWorld(host, '')
    })
    const ann = () => {
      const { userPrincipalName, password } = world.user('ann')
      return { loginfmt: userPrincipalName, passwd: password ?? '' }
    }
    const isSignedIn = async () => (await world.open('web', { prompt: 'none' })).sentTo?.searchParams.has('code')
    const ownOrigin = () => new URL(host.origin).origin

    it('is told from one of ours', async () => {
      await world.open('web')
      const page = await world.browser.submit(ann(), { origin: ownOrigin() })
      expect(page.sentTo?.searchParams.get('code')).toBeTruthy()
    })

    it('signs nobody in, wherever it says it comes from', async () => {
      for (const origin of origins(ownOrigin())) {
        await world.open('web')
        const page = await world.browser.submit(ann(), { origin })
        expect([origin, page.title]).toEqual([origin, 'Sign in'])
        expect(page.text).toContain('AADSTS90100')
        expect(await isSignedIn()).toBe(false)
      }
    })

    it.each(canaries)('signs nobody in with the mark %j', async (canary) => {
      await world.open('web')
      expect((await world.browser.submit({ ...ann(), canary })).text).toContain('AADSTS90100')
      expect(await isSignedIn()).toBe(false)
    })

    it("signs nobody in with the mark of the attacker's own browser, nor with a cookie that is no browser's", async () => {
      const page = await createBrowser(host).open(`/${world.home()}/oauth2/deviceauth`)
      const canary = /name="canary" value="([^"]*)"/.exec(page.text)?.[1] ?? ''
      expect(canary).toMatch(/^[0-9a-f]{64}$/)
      await world.open('web')
      expect((await world.browser.submit({ ...ann(), canary })).text).toContain('AADSTS90100')
      const first = await world.open('web')
      const action = /<form method="post" action="([^"]*)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
      const body = new URLSearchParams({ ...ann(), step: 'password', canary })
      for (const cookie of ['', 'other=1', 'ESTSAUTH=', 'ESTSAUTH=~', 'ESTSAUTH=undefined']) {
        const answer = await host.request('POST', action, { body, headers: cookie === '' ? {} : { cookie } })
        expect(answer.text).toContain('AADSTS90100')
        expect(answer.headers.location).toBeUndefined()
      }
    })

    it('signs nobody in at once: without a step it is a request, which begins', async () => {
      const { app, home } = world
      const asked = {
        client_id: app('web').clientId,
        redirect_uri: 'http://localhost:3000/cb',
        response_type: 'code',
        scope: 'openid',
      }
      const answer = await world.post(`/${home()}/oauth2/v2.0/authorize`, { ...asked, ...ann() })
      expect([answer.status, answer.headers.location]).toEqual([200, undefined])
      expect(answer.text).toContain('<h1>Sign in</h1>')
    })

    describe.each<[string, (world: World) => Promise<unknown>, Fields]>([
      ['a consent', ({ signIn }) => signIn('ann', 'web', { scope: 'User.ReadBasic.All' }), { decision: 'accept' }],
      [
        'the consent of an administrator',
        ({ signIn }) => signIn('admin', 'web', { scope: 'Group.ReadWrite.All' }),
        { decision: 'accept', forAll: '1' },
      ],
      [
        'a new password',
        ({ signIn }) => signIn('new', 'web'),
        { oldpasswd: 'Passw0rd!new', newpasswd: 'Passw0rd!evil', confirmpasswd: 'Passw0rd!evil' },
      ],
      ['a device', (each) => beginDevice(each), { decision: 'accept' }],
    ])('brings %s about', (_, begin, fields) => {
      it.each(['with a guessed mark', 'from another origin'])('no more %s', async (how) => {
        await begin(world)
        const forged = how === 'with a guessed mark' ? { ...fields, canary: 'guess' } : fields
        const page = await world.browser.submit(
          forged,
          how === 'with a guessed mark' ? {} : { origin: 'https://evil.example' },
        )
        expect(page.sentTo).toBeUndefined()
        expect(page.text).toContain('AADSTS90100')
        const grants = await world.graph('GET', '/v1.0/oauth2PermissionGrants')
        expect(JSON.stringify(grants.body)).not.toMatch(/ReadBasic|Group\.ReadWrite/)
        expect((await world.withPassword('new', { password: 'Passw0rd!evil' })).body.error_codes).toEqual([50126])
      })
    })

    it('takes no step that the page did not offer', async () => {
      for (const step of [
        'consent',
        'confirm',
        'pick',
        'signUpDetails',
        'resetPassword',
        'resetCode',
        '__proto__',
        'constructor',
        'toString',
        '',
      ]) {
        await world.open('web')
        const page = await world.browser.submit({
          step,
          decision: 'accept',
          user: world.user('ann').userPrincipalName,
          account: 'x',
        })
        expect([step, page.sentTo?.searchParams.get('code') ?? null]).toEqual([step, null])
        expect([step, page.status < 500]).toEqual([step, true])
      }
    })
  },
  options,
)

/** The page that asks whether somebody means to sign in on a device. */
async function beginDevice({ post, as, home, browser, enter }: World) {
  const { body } = await post(`/${home()}/oauth2/v2.0/devicecode`, { ...as('tv'), scope: 'User.Read' })
  await browser.open(`/${home()}/oauth2/deviceauth`)
  await browser.submit({ otc: String(body.user_code) })
  return enter('ann')
}
