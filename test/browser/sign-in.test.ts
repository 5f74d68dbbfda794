import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { peopleOf, signInOptions } from '../login/sign-in-fixture.js'
import { type Desk, describeInBrowser } from './chromium.js'
import { inspectPage } from './inspect-page.js'

const NEW = 'Winter2027!'
const upn = (key: string) => `${key}@contoso.onmicrosoft.com`

/** The address of the authorization endpoint for the app's request. */
function authorizeUrl({ emulator, origin, app }: Desk, more: Readonly<Record<string, string>> = {}): string {
  const people = peopleOf(emulator)
  const query = new URLSearchParams({
    client_id: people.app('web').clientId,
    redirect_uri: app.callback,
    response_type: 'code',
    scope: 'User.Read openid',
    ...more,
  })
  return `${origin}/${people.tenant.id}/oauth2/v2.0/authorize?${query}`
}

/** What the app was told, once the browser has arrived there. */
async function arrived(page: Page, { app }: Desk): Promise<URLSearchParams> {
  await page.getByRole('heading', { name: 'The app' }).waitFor()
  return app.received.findLast(({ path }) => path === '/cb')?.parameters ?? new URLSearchParams()
}

describeInBrowser(
  'people sign in',
  (desk) => {
    const password = (key: string) => peopleOf(desk.emulator).user(key).password ?? ''
    const fillIn = async (page: Page, key: string, passwd = password(key)) => {
      await page.getByLabel('Email').fill(upn(key))
      await page.getByLabel('Password', { exact: true }).fill(passwd)
      await page.getByRole('button', { name: 'Sign in' }).click()
    }
    const signIn = async (page: Page, key: string, more: Readonly<Record<string, string>> = {}) => {
      await page.goto(authorizeUrl(desk, { prompt: 'login', ...more }))
      await fillIn(page, key)
    }

    it('with the mouse', async () => {
      const page = await desk.open()
      await page.goto(authorizeUrl(desk, { state: 's' }))
      await inspectPage(page, 'Sign in')
      await fillIn(page, 'ann')
      const answer = await arrived(page, desk)
      expect(answer.get('code')).toBeTruthy()
      expect(answer.get('state')).toBe('s')
    })

    it('by the keyboard alone, consent included', async () => {
      const page = await desk.open()
      await page.goto(authorizeUrl(desk, { scope: 'User.ReadBasic.All' }))
      // The page puts it there by itself, which may take a moment.
      await page.locator('input[name="loginfmt"]:focus').waitFor()
      await page.keyboard.type(upn('ann'))
      await page.keyboard.press('Tab')
      await page.keyboard.type(password('ann'))
      await page.keyboard.press('Enter')
      await inspectPage(page, 'Permissions requested')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Accept')
      await page.keyboard.press('Enter')
      expect((await arrived(page, desk)).get('code')).toBeTruthy()
    })

    it('by a script that was written for the pages of the cloud', async () => {
      const page = await desk.open()
      await page.goto(authorizeUrl(desk))
      await page.fill('input[name="loginfmt"]#i0116', upn('ann'))
      await page.click('#idSIButton9')
      await page.waitForSelector('#i0118', { state: 'visible' })
      await page.fill('input[name="passwd"]', password('ann'))
      await page.click('input[type="submit"]')
      expect((await arrived(page, desk)).get('code')).toBeTruthy()
    })

    it('at the second try, told what was wrong where they type', async () => {
      const page = await desk.open()
      await page.goto(authorizeUrl(desk))
      await fillIn(page, 'ann', 'wrong')
      await inspectPage(page, 'Sign in')
      const field = page.getByLabel('Password', { exact: true })
      expect(await page.evaluate('document.activeElement.id')).toBe('i0118')
      expect(await field.getAttribute('aria-invalid')).toBe('true')
      expect(await page.locator(`#${await field.getAttribute('aria-describedby')}`).textContent()).toBe(
        'Your account or password is incorrect.',
      )
      expect(await page.getByRole('alert').count()).toBe(1)
      await page.getByText('Error details').click()
      expect(await page.getByText('AADSTS50126').isVisible()).toBe(true)
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Tab')
      await page.getByLabel('Password', { exact: true }).fill(password('ann'))
      await page.keyboard.press('Enter')
      expect((await arrived(page, desk)).get('code')).toBeTruthy()
    })

    it('with a new password in place of a temporary one, however they press the button', async () => {
      const page = await desk.open()
      await signIn(page, 'new')
      await inspectPage(page, 'Update your password')
      await page.keyboard.type(password('new'))
      await page.getByLabel('New password').fill('weak')
      await page.getByLabel('Confirm password').fill('weak')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await inspectPage(page, 'Update your password')
      expect(await page.evaluate('document.activeElement.id')).toBe('newPassword')
      await page.getByLabel('Current password').fill(password('new'))
      await page.getByLabel('New password').fill(NEW)
      await page.getByLabel('Confirm password').fill(NEW)
      await page.getByRole('button', { name: 'Sign in' }).dblclick()
      expect((await arrived(page, desk)).get('code')).toBeTruthy()
    })

    it('as administrators, who consent for everybody by the keyboard', async () => {
      const page = await desk.open()
      await signIn(page, 'admin', { scope: 'User.ReadWrite.All' })
      await inspectPage(page, 'Permissions requested')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Space')
      expect(await page.getByLabel('Consent on behalf of your organization').isChecked()).toBe(true)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect((await arrived(page, desk)).get('code')).toBeTruthy()
      const other = await desk.open()
      await signIn(other, 'ann', { scope: 'User.ReadWrite.All' })
      expect((await arrived(other, desk)).get('code')).toBeTruthy()
    })

    it('and go back to the app when they may not consent', async () => {
      const page = await desk.open()
      await signIn(page, 'ann', { scope: 'User.ReadWrite.All' })
      await inspectPage(page, 'Need admin approval')
      await page.getByRole('button', { name: 'Return to the application' }).click()
      expect((await arrived(page, desk)).get('error')).toBe('access_denied')
    })

    it('with one of several accounts, or after signing one out', async () => {
      const page = await desk.open()
      for (const key of ['ann', 'bob']) {
        await signIn(page, key)
        await arrived(page, desk)
      }
      await page.goto(authorizeUrl(desk))
      await inspectPage(page, 'Pick an account')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByText(upn('bob')).waitFor({ state: 'detached' })
      await page
        .getByRole('button', { name: upn('ann') })
        .first()
        .click()
      expect((await arrived(page, desk)).get('code')).toBeTruthy()
    })

    it('on a device that shows a code', async () => {
      const people = peopleOf(desk.emulator)
      const post = async (endpoint: string, form: Readonly<Record<string, string>>) => {
        const body = new URLSearchParams({ client_id: people.app('device').clientId, ...form })
        const response = await fetch(`${desk.origin}/${people.tenant.id}/oauth2/v2.0/${endpoint}`, {
          method: 'POST',
          body,
        })
        return (await response.json()) as Record<string, string>
      }
      const {
        user_code = '',
        device_code = '',
        verification_uri = '',
      } = await post('devicecode', { scope: 'User.Read' })
      const page = await desk.open()
      await page.goto(verification_uri)
      await inspectPage(page, 'Enter code')
      await page.keyboard.type('WRONGCODE')
      await page.keyboard.press('Enter')
      await inspectPage(page, 'Enter code')
      await page.getByLabel('Code').fill(user_code)
      await page.keyboard.press('Enter')
      await inspectPage(page, 'Sign in')
      await fillIn(page, 'ann')
      await inspectPage(page, 'Are you trying to sign in to Television?')
      await page.getByRole('button', { name: 'Continue' }).click()
      await inspectPage(page, 'Television')
      const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
      expect(await post('token', { grant_type, device_code })).toHaveProperty('access_token')
    })

    it('and the answer is posted to the app, by the page itself', async () => {
      const page = await desk.open()
      await signIn(page, 'ann', { response_mode: 'form_post', state: `"'><script>` })
      const answer = await arrived(page, desk)
      expect(answer.get('code')).toBeTruthy()
      expect(answer.get('state')).toBe(`"'><script>`)
      expect(desk.app.received.at(-1)?.method).toBe('POST')
    })

    it('without scripts, and post the answer by a button', async () => {
      const page = await desk.open({ javaScriptEnabled: false })
      await signIn(page, 'ann', { response_mode: 'form_post' })
      await page.getByRole('button', { name: 'Submit' }).click()
      expect((await arrived(page, desk)).get('code')).toBeTruthy()
    })

    it('once: the back button leads to the app again', async () => {
      const page = await desk.open()
      await page.goto(`${desk.app.origin}/start`)
      await page.goto(authorizeUrl(desk))
      await fillIn(page, 'ann')
      const first = await arrived(page, desk)
      await page.goBack()
      const second = await arrived(page, desk)
      expect(second.get('code')).toBeTruthy()
      expect(second.get('code')).not.toBe(first.get('code'))
    })

    it('never inside a page of somebody else', async () => {
      const page = await desk.open()
      const { pathname, search } = new URL(authorizeUrl(desk))
      await page.goto(`${desk.app.origin}/frame?${new URLSearchParams({ path: `${pathname}${search}` })}`)
      expect(page.frames()[1]?.url()).toMatch(/^chrome-error:/)
    })

    it('silently in a hidden frame, when they are signed in', async () => {
      const page = await desk.open()
      await signIn(page, 'ann')
      await arrived(page, desk)
      const { pathname, search } = new URL(authorizeUrl(desk, { prompt: 'none', state: 'silent' }))
      await page.goto(`${desk.app.origin}/frame?${new URLSearchParams({ path: `${pathname}${search}` })}`)
      await page.frameLocator('iframe').getByRole('heading', { name: 'The app' }).waitFor()
      const { parameters } = desk.app.received.at(-1) ?? {}
      expect(parameters?.get('state')).toBe('silent')
      expect(parameters?.get('code')).toBeTruthy()
    })

    it('and out again: the app that wants to know is told in a frame, then gets the browser back', async () => {
      const { app, tenant } = peopleOf(desk.emulator)
      const { access_token } = await desk.emulator.control.tokens({
        tenantId: tenant.id,
        app: app('admin').clientId,
        scope: 'https://graph.microsoft.com/.default',
      })
      await fetch(`${desk.origin}/v1.0/applications/${app('web').objectId}`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ web: { logoutUrl: `${desk.app.origin}/signed-out` } }),
      })
      const page = await desk.open()
      await signIn(page, 'ann')
      const sid = (await arrived(page, desk)).get('session_state')
      const query = new URLSearchParams({ post_logout_redirect_uri: desk.app.callback, state: 'bye' })
      const logout = `${desk.origin}/${tenant.id}/oauth2/v2.0/logout`
      await page.goto(`${logout}?${query}`)
      expect((await arrived(page, desk)).get('state')).toBe('bye')
      const told = desk.app.received.find(({ path }) => path === '/signed-out')
      expect(told?.parameters.get('sid')).toBe(sid)
      await page.goto(logout)
      await inspectPage(page, 'You signed out of your account')
    })

    it('nowhere when the app is not one that is known', async () => {
      const page = await desk.open()
      await page.goto(authorizeUrl(desk, { redirect_uri: 'https://evil.example/' }))
      await inspectPage(page, 'Sign in')
      expect(await page.getByRole('alert').isVisible()).toBe(true)
      expect(await page.getByText('AADSTS50011').isVisible()).toBe(true)
    })
  },
  signInOptions,
)

describeInBrowser(
  'people are picked',
  (desk) => {
    it('from the list, or after a search, by the keyboard', async () => {
      const page = await desk.open({ javaScriptEnabled: false })
      await page.goto(authorizeUrl(desk))
      await page.keyboard.type('bob')
      await page.keyboard.press('Enter')
      await page.getByText(upn('ann')).waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Bob' }).press('Enter')
      expect((await arrived(page, desk)).get('code')).toBeTruthy()
      const other = await desk.open()
      await other.goto(authorizeUrl(desk))
      await inspectPage(other, 'Sign in')
      await other.getByRole('button', { name: 'Ann' }).click()
      expect((await arrived(other, desk)).get('code')).toBeTruthy()
    })
  },
  { ...signInOptions, signIn: 'pick' },
)
