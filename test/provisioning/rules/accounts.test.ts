import { expect, it } from 'vitest'
import type { Rulebook } from '../rulebook.js'
import { describeRules } from '../rulebook.js'
import { browserAt } from '../rulebook-browser.js'
import { refusalOf } from '../rulebook-rows.js'
import { PREMIUM, REDIRECT_URI } from '../rulebook-tenant.js'

const DOMAIN = 'rules.onmicrosoft.com'

const rita = (force: boolean) => ({
  accountEnabled: true,
  displayName: 'Rita Ray',
  mailNickname: 'rita',
  userPrincipalName: `rita@${DOMAIN}`,
  usageLocation: 'US',
  passwordProfile: { password: 'Summer2027!', forceChangePasswordNextSignIn: force },
})

/** A sign-in that ends with a refresh token, by one of the tenant's clients. */
async function session(book: Rulebook, user: string, password: string, client = 'client') {
  const app = book.tenant.apps.find(({ key }) => key === client)
  const credentials = { client_id: app?.clientId ?? '', ...(app?.clientSecret && { client_secret: app.clientSecret }) }
  const scope = 'http://localhost:4400/.default offline_access'
  const { body, text } = await book.token({ grant_type: 'password', ...credentials, username: user, password, scope })
  expect(body.refresh_token, text).toBeTypeOf('string')
  const refresh_token = String(body.refresh_token)
  return {
    accessToken: String(body.access_token),
    refresh: () => book.token({ grant_type: 'refresh_token', ...credentials, refresh_token, scope }),
  }
}

describeRules('accounts', (book) => {
  const password = (key: string) => book().tenant.users.find((user) => user.key === key)?.password ?? ''

  it('ACCT-01 an account is made in the directory by who administers users, and is in no environment yet', async () => {
    const refused = await book().graph('POST', '/users', rita(true), { user: 'bob' })
    const denied = [403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.']
    expect(refusalOf(refused)).toEqual(denied)
    const reading = { user: book().id('ua'), scope: 'https://graph.microsoft.com/User.Read.All' }
    const { access_token: token } = await book().emulator.control.tokens(reading)
    expect(refusalOf(await book().graph('POST', '/users', rita(true), { token }))).toEqual(denied)
    const { status, body } = await book().graph('POST', '/users', rita(true), { user: 'ua' })
    expect(status).toBe(201)
    expect((await book().graph('GET', `/users/${body.id}`)).status).toBe(200)
    for (const { uniqueName } of book().tenant.environments)
      if (uniqueName !== 'nd') expect(await book().row(String(body.id), uniqueName), uniqueName).toBeUndefined()
  })

  it('ACCT-02 the page demands another password at the first sign-in, then leads on', async () => {
    await book().directory('POST', '/users', rita(true))
    const browser = browserAt(book())
    await browser.visit()
    const page = await browser.submit({ loginfmt: `rita@${DOMAIN}`, passwd: 'Summer2027!' })
    expect(page.title).toBe('Update your password')
    const change = { oldpasswd: 'Summer2027!', newpasswd: 'Winter2027!', confirmpasswd: 'Winter2027!' }
    const { sentTo } = await browser.submit(change)
    expect((await browser.redeem(sentTo)).status).toBe(200)
    expect((await book().signIn(`rita@${DOMAIN}`, 'Summer2027!')).body.error_codes).toEqual([50126])
  })

  it('ACCT-02 the first sign-in with the temporary password demands another one', async () => {
    const { id } = await book().directory('POST', '/users', rita(true))
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    const first = await book().signIn(`rita@${DOMAIN}`, 'Summer2027!')
    expect(first).toMatchObject({ status: 400, body: { error_codes: [50055] } })
    const change = { currentPassword: 'Summer2027!', newPassword: 'Winter2027!' }
    await book().emulator.control.changePassword(String(id), change)
    expect((await book().signIn(`rita@${DOMAIN}`, 'Winter2027!')).status).toBe(200)
    expect((await book().signIn(`rita@${DOMAIN}`, 'Summer2027!')).body.error_codes).toEqual([50126])
  })

  it('ACCT-03 credentials are mailed in clear text only when asked for, and never shown by Graph', async () => {
    const { control } = book().emulator
    const tenantId = book().tenant.id
    const form = { kind: 'member', displayName: 'Rita Ray', userPrincipalName: `rita@${DOMAIN}`, tenantId } as const
    const silent = await control.adminUsers(form)
    expect(await control.outbox()).toEqual([])
    const mailed = await control.adminUsers({
      ...form,
      userPrincipalName: `rosa@${DOMAIN}`,
      sendEmail: true,
    })
    const mails = await control.outbox()
    expect(mails).toMatchObject([{ kind: 'credentials', to: [`rosa@${DOMAIN}`] }])
    expect(mails[0]?.text).toContain(mailed.password)
    for (const { id, password: secret } of [silent, mailed]) {
      const { text, body } = await book().graph('GET', `/users/${id}?$select=id,passwordProfile`)
      expect(text).not.toContain(secret)
      expect(body.passwordProfile ?? null).toBeNull()
    }
  })

  it('ACCT-04 an account with a license appears in the environment with the next synchronization', async () => {
    const { id } = await book().directory('POST', '/users', rita(false))
    await book().license(String(id), { add: PREMIUM })
    expect(await book().row(String(id), 'p')).toBeUndefined()
    await book().bg('p')
    expect(await book().row(String(id), 'p')).toMatchObject({ isdisabled: false })
  })

  it('ACCT-05 an id and a password open the directory, but no environment without a role, direct or by a team', async () => {
    await book().bg('p')
    const me = await book().graph('GET', '/me', undefined, { user: 'ann' })
    expect(me.status).toBe(200)
    const refusal = { status: 403, body: { error: { code: '0x80042f09' } } }
    expect(await book().jit('ann', 'p')).toMatchObject(refusal)
    const ann = await book().row('ann', 'p')
    const basic = await book().role('p', 'Basic User')
    await book().giveRole('p', ann?.systemuserid, basic)
    expect((await book().jit('ann', 'p')).status).toBe(200)

    expect(await book().jit('tim', 'p')).toMatchObject(refusal)
    const team = {
      name: 'Everybody of mg',
      teamtype: 3,
      membershiptype: 0,
      azureactivedirectoryobjectid: book().group('mg'),
    }
    const { headers } = await book().dataverse('p', 'POST', '/teams', team)
    const teamUrl = headers.get('odata-entityid')
    expect(teamUrl).toBeTypeOf('string')
    const path = String(teamUrl).slice(String(teamUrl).indexOf('/teams('))
    const reference = { '@odata.id': `http://localhost:4400/environments/p/api/data/v9.2/roles(${basic})` }
    expect((await book().dataverse('p', 'POST', `${path}/teamroles_association/$ref`, reference)).status).toBe(204)
    expect((await book().jit('tim', 'p')).status).toBe(200)
  })

  it('ACCT-06 a new sign-in forces a synchronization, a call of the same session does not', async () => {
    await book().jit('ann', 'p')
    await book().directory('PATCH', `/users/${book().id('ann')}`, { jobTitle: 'Pilot' })
    await book().dataverse('p', 'GET', '/WhoAmI', undefined, { user: 'ann' })
    expect(await book().row('ann', 'p')).toMatchObject({ jobtitle: null })
    await book().jit('ann', 'p')
    expect(await book().row('ann', 'p')).toMatchObject({ jobtitle: 'Pilot' })
  })

  it('ACCT-06 a session goes on in the tokens it is refreshed with', async () => {
    const signedIn = await session(book(), book().upn('ann'), password('ann'))
    const whoAmI = (token: string) => book().dataverse('p', 'GET', '/WhoAmI', undefined, { token })
    await whoAmI(signedIn.accessToken)
    await book().directory('PATCH', `/users/${book().id('ann')}`, { jobTitle: 'Pilot' })
    await whoAmI(String((await signedIn.refresh()).body.access_token))
    expect(await book().row('ann', 'p')).toMatchObject({ jobtitle: null })
  })

  it('ACCT-07 signing out of one client in the browser leaves the session of another alone', async () => {
    const browser = browserAt(book())
    await browser.visit('service')
    const atPortal = await browser.submit({ loginfmt: book().upn('ann'), passwd: password('ann') })
    expect((await browser.redeem(atPortal.sentTo, 'service')).status).toBe(200)
    const atApps = await browser.visit('client')
    const { body, text } = await browser.redeem(atApps.sentTo)
    expect(body.refresh_token, text).toBeTypeOf('string')
    expect((await browser.leave()).sentTo?.href).toBe(REDIRECT_URI)
    expect((await browser.visit('service')).title).toBe('Sign in')
    const refreshed = await browser.refresh(body.refresh_token)
    expect(refreshed.status, refreshed.text).toBe(200)
  })

  it('ACCT-07 the end of one client leaves the session of another alone', async () => {
    const portal = await session(book(), book().upn('ann'), password('ann'), 'service')
    const apps = await session(book(), book().upn('ann'), password('ann'))
    const { servicePrincipalId } = book().tenant.apps.find(({ key }) => key === 'service') ?? {}
    await book().directory('PATCH', `/servicePrincipals/${servicePrincipalId}`, { accountEnabled: false })
    expect(await portal.refresh()).toMatchObject({ status: 400, body: { error: 'unauthorized_client' } })
    const refreshed = await apps.refresh()
    expect(refreshed.status, refreshed.text).toBe(200)
  })
})
