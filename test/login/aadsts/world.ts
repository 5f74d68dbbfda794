import { createBrowser, type Page } from '../../support/browser.js'
import type { Answer, Host } from '../../support/describe-hosts.js'
import { grantTools } from '../grant-tools.js'
import { CALLBACK } from '../sign-in-fixture.js'

export type Fields = Readonly<Record<string, string>>

/** What every request of the table calls itself. */
export const CORRELATION = '2d2b4a3e-6f0c-4b1a-9c61-0f4b8e6a7d21'
/** Where scripts run that read the answers. */
export const READER = 'http://localhost:5173'

/** Everybody and everything that it takes to be refused, by the keys of the fixture. */
export type World = ReturnType<typeof createWorld>

/** A world that stands still, in front of an emulator that was just reset; `began` is its time. */
export function createWorld(host: Host, began: string) {
  const tools = grantTools(host)
  const { tenant, app, user } = tools
  const browser = createBrowser(host)
  const home = (key = 'contoso') => tenant(key).id
  const post = (path: string, form: Fields, headers: Fields = {}): Promise<Answer> =>
    tools.send(path, form, { origin: READER, 'client-request-id': CORRELATION, ...headers })
  const token = (form: Fields, at = home(), headers?: Fields) => post(`/${at}/oauth2/v2.0/token`, form, headers)
  const as = (key: string): Fields => {
    const { clientId, clientSecret } = app(key)
    return { client_id: clientId, ...(clientSecret !== null && { client_secret: clientSecret }) }
  }
  const passwordOf = (key: string): Fields => {
    const { userPrincipalName: username, password } = user(key)
    return { grant_type: 'password', username, password: password ?? '' }
  }
  const open = (key: string, more: Fields = {}, at = home()): Promise<Page> =>
    browser.open(`/${at}/oauth2/v2.0/authorize`, {
      client_id: app(key).clientId,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'User.Read openid offline_access',
      state: 's1',
      'client-request-id': CORRELATION,
      ...more,
    })
  const enter = (key: string): Promise<Page> => {
    const { userPrincipalName, password } = user(key)
    return browser.submit({ loginfmt: userPrincipalName, passwd: password ?? '' })
  }
  const signIn = async (key: string, client: string, more: Fields = {}, at?: string): Promise<Page> => {
    const page = await open(client, more, at)
    return page.sentTo ? page : enter(key)
  }
  return {
    ...tools,
    began,
    host,
    control: host.control,
    browser,
    home,
    post,
    token,
    as,
    open,
    enter,
    signIn,
    asApp: (key: string, more: Fields = {}, at?: string) =>
      token(
        { ...as(key), grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default', ...more },
        at,
      ),
    withPassword: (key: string, more: Fields = {}, at?: string) =>
      token({ ...as('tv'), ...passwordOf(key), scope: 'User.Read offline_access', ...more }, at),
    /** A code that a sign-in of Ann's at the web app has brought. */
    code: async (more: Fields = {}) => (await signIn('ann', 'web', more)).sentTo?.searchParams.get('code') ?? '',
    redeem: (code: string, more: Fields = {}, at?: string) =>
      token({ ...as('web'), grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...more }, at),
  }
}
