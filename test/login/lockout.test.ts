import { beforeEach, expect, it } from 'vitest'
import { createBrowser } from '../support/browser.js'
import { describeHosts } from '../support/describe-hosts.js'
import { CALLBACK, peopleOf, signInOptions } from './sign-in-fixture.js'

const WRONG = 50126
const LOCKED = 50053

describeHosts(
  'smart lockout',
  (host) => {
    const people = () => peopleOf(host)
    const passwordOf = (key: string) => people().user(key).password ?? ''
    const token = (username: string, password: string) =>
      host.request('POST', `/${people().tenant.id}/oauth2/v2.0/token`, {
        body: new URLSearchParams({
          grant_type: 'password',
          client_id: people().app('auditor').clientId,
          scope: 'User.Read',
          username,
          password,
        }),
      })
    /** The number of the refusal, or 0. */
    const attempt = async (key: string, password: string) => {
      const { body } = await token(people().user(key).userPrincipalName, password)
      return (body.error_codes as number[] | undefined)?.[0] ?? 0
    }
    const fail = async (key: string, times: number, from = 0) => {
      const codes = []
      for (let at = 0; at < times; at++) codes.push(await attempt(key, `wrong ${from + at}`))
      return codes
    }
    const pass = (seconds: number) => host.control.clock({ advance: `PT${seconds}S` })
    const signInPage = async () => {
      const browser = createBrowser(host)
      await browser.open(`/${people().tenant.id}/oauth2/v2.0/authorize`, {
        ...{ client_id: people().app('web').clientId, redirect_uri: CALLBACK, response_type: 'code' },
        scope: 'User.Read',
      })
      return browser
    }

    beforeEach(() => host.control.reset())

    it('locks an account for a minute after ten wrong passwords, also for the right one', async () => {
      expect(await fail('ann', 10)).toEqual(Array(10).fill(WRONG))
      const { status, body } = await token(people().user('ann').userPrincipalName, passwordOf('ann'))
      expect(status).toBe(400)
      expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [LOCKED] })
      expect(body.error_description).toMatch(
        /^AADSTS50053: The account is locked, you've tried to sign in too many times with an incorrect user ID or password\. Trace ID: /,
      )
      await pass(59)
      expect(await attempt('ann', passwordOf('ann'))).toBe(LOCKED)
      await pass(1)
      expect(await attempt('ann', passwordOf('ann'))).toBe(0)
    })

    it('begins anew after the right password', async () => {
      await fail('ann', 9)
      expect(await attempt('ann', passwordOf('ann'))).toBe(0)
      expect(await fail('ann', 10)).toEqual(Array(10).fill(WRONG))
      expect(await attempt('ann', passwordOf('ann'))).toBe(LOCKED)
    })

    it('locks again after each further wrong password, not because of attempts meanwhile', async () => {
      await fail('ann', 10)
      await pass(30)
      expect(await fail('ann', 3, 10)).toEqual([LOCKED, LOCKED, LOCKED])
      await pass(30)
      expect(await fail('ann', 2, 20)).toEqual([WRONG, LOCKED])
      await pass(60)
      expect(await attempt('ann', passwordOf('ann'))).toBe(0)
    })

    it('does not count a wrong password again that is one of the last three', async () => {
      for (let round = 0; round < 10; round++) expect(await fail('ann', 3)).toEqual([WRONG, WRONG, WRONG])
      expect(await attempt('ann', passwordOf('ann'))).toBe(0)
      for (let round = 0; round < 2; round++) await fail('ann', 4)
      expect(await fail('ann', 4)).toEqual([WRONG, WRONG, LOCKED, LOCKED])
    })

    it('ends with a new password', async () => {
      await fail('ann', 10)
      const { password } = await host.control.resetPassword(people().user('ann').id)
      expect(await attempt('ann', password)).toBe(50055)
      expect(await attempt('ann', passwordOf('ann'))).toBe(WRONG)
    })

    it('counts the pages and the password grant together', async () => {
      await fail('ann', 5)
      const browser = await signInPage()
      const login = people().user('ann').userPrincipalName
      for (let at = 0; at < 5; at++) {
        expect((await browser.submit({ login, passwd: `page ${at}` })).text).toContain(
          'Your account or password is incorrect.',
        )
      }
      expect((await browser.submit({ login, passwd: passwordOf('ann') })).text).toContain('temporarily locked')
      expect(await attempt('ann', passwordOf('ann'))).toBe(LOCKED)
      await pass(60)
      expect((await browser.submit({ login, passwd: passwordOf('ann') })).sentTo?.searchParams.get('code')).toBeTruthy()
    })

    it('counts on the page that replaces a temporary password', async () => {
      const browser = await signInPage()
      const login = people().user('new').userPrincipalName
      await browser.submit({ login, passwd: passwordOf('new') })
      const fields = { newpasswd: 'Passw0rd!next', confirmpasswd: 'Passw0rd!next' }
      for (let at = 0; at < 10; at++) await browser.submit({ ...fields, oldpasswd: `wrong ${at}` })
      expect((await browser.submit({ ...fields, oldpasswd: passwordOf('new') })).text).toContain('temporarily locked')
      await pass(60)
      expect((await browser.submit({ ...fields, oldpasswd: passwordOf('new') })).sentTo).toBeDefined()
    })

    it('is about one account, and tells nothing of names that nobody has', async () => {
      await fail('ann', 10)
      expect(await attempt('bob', passwordOf('bob'))).toBe(0)
      for (let at = 0; at < 12; at++) {
        const { body } = await token('nobody@contoso.onmicrosoft.com', `wrong ${at}`)
        expect(body.error_codes).toEqual([50034])
      }
    })

    it('is gone after a reset', async () => {
      await fail('ann', 10)
      await host.control.reset()
      expect(await attempt('ann', passwordOf('ann'))).toBe(0)
    })
  },
  { ...signInOptions, clock: '2026-01-15T12:00:00Z' },
)
