import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { customerOptions, MARY, PASSWORD } from '../login/customers-fixture.js'
import { peopleOf } from '../login/sign-in-fixture.js'
import { describeInBrowser } from './chromium.js'
import { inspectPage } from './inspect-page.js'

const NEW = 'Winter2027!'
const ZOE = 'zoe@contoso.example'

describeInBrowser(
  'customers',
  (desk) => {
    const begin = async (page: Page, more: Readonly<Record<string, string>> = {}) => {
      const { tenant, app } = peopleOf(desk.emulator)
      const query = new URLSearchParams({
        client_id: app('web').clientId,
        redirect_uri: desk.app.callback,
        response_type: 'code',
        scope: 'User.Read',
        ...more,
      })
      await page.goto(`${desk.origin}/${tenant.id}/oauth2/v2.0/authorize?${query}`)
    }
    const code = async () => /\b\d{8}\b/.exec((await desk.emulator.control.outbox()).at(-1)?.text ?? '')?.[0] ?? ''
    const arrive = async (page: Page) => {
      await page.getByRole('heading', { name: 'The app' }).waitFor()
      expect(desk.app.received.findLast(({ path }) => path === '/cb')?.parameters.get('code')).toBeTruthy()
    }

    it('sign up, by the keyboard', async () => {
      const page = await desk.open()
      await begin(page)
      await inspectPage(page, 'Sign in')
      await page.getByRole('button', { name: 'Create one' }).press('Enter')
      await inspectPage(page, 'Create account')
      await page.keyboard.type(MARY)
      await page.keyboard.press('Enter')
      await page.getByText('There is an account with this email address already.').waitFor()
      await inspectPage(page, 'Create account')
      await page.getByLabel('Email').fill(ZOE)
      await page.keyboard.press('Enter')
      await inspectPage(page, 'Enter code')
      await page.keyboard.type('0')
      await page.keyboard.press('Enter')
      await page.getByText('That code is incorrect.').waitFor()
      await page.keyboard.type(await code())
      await page.keyboard.press('Enter')
      await inspectPage(page, 'Add details')
      await page.keyboard.type(NEW)
      await page.keyboard.press('Tab')
      await page.keyboard.type(NEW)
      await page.keyboard.press('Tab')
      await page.keyboard.type('Zoe')
      await page.keyboard.press('Enter')
      await arrive(page)
    })

    it('sign up without scripts, by prompt=create', async () => {
      const page = await desk.open({ javaScriptEnabled: false })
      await begin(page, { prompt: 'create' })
      await page.getByLabel('Email').fill(ZOE)
      await page.getByRole('button', { name: 'Next' }).click()
      await page.getByRole('heading', { name: 'Enter code' }).waitFor()
      await page.getByRole('button', { name: 'Resend code' }).click()
      await page.getByLabel('Code', { exact: true }).fill(await code())
      await page.getByRole('button', { name: 'Verify' }).click()
      await page.getByLabel('New password').fill(NEW)
      await page.getByLabel('Confirm password').fill(NEW)
      await page.getByLabel('Display name').fill('Zoe')
      await page.getByLabel('Surname (optional)').fill('Zimmer')
      await page.getByRole('button', { name: 'Create account' }).click()
      await arrive(page)
    })

    it('reset a forgotten password', async () => {
      const page = await desk.open()
      await begin(page)
      await page.getByLabel('Email or username').fill(MARY)
      await page.getByLabel('Password', { exact: true }).fill('forgotten')
      await page.keyboard.press('Enter')
      await page.getByText('Your account or password is incorrect.').waitFor()
      await page.getByRole('button', { name: 'Forgot your password?' }).click()
      await inspectPage(page, 'Get back into your account')
      expect(await page.getByLabel('Email').inputValue()).toBe(MARY)
      await page.getByRole('button', { name: 'Next' }).click()
      await inspectPage(page, 'Enter code')
      await page.keyboard.type(await code())
      await page.keyboard.press('Enter')
      await inspectPage(page, 'Choose a new password')
      await page.keyboard.type(PASSWORD)
      await page.keyboard.press('Tab')
      await page.keyboard.type(NEW)
      await page.keyboard.press('Enter')
      await inspectPage(page, 'Choose a new password')
      expect(await page.evaluate('document.activeElement.id')).toBe('confirmNewPassword')
      await page.getByLabel('New password').fill(NEW)
      await page.getByLabel('Confirm password').fill(NEW)
      await page.getByRole('button', { name: 'Change password' }).dblclick()
      await arrive(page)
    })
  },
  customerOptions,
)
