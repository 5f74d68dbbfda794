import { createBrowser, type Page } from '../support/browser.js'
import type { Answer, Host } from '../support/describe-hosts.js'
import { CALLBACK, peopleOf } from './sign-in-fixture.js'

type Fields = Readonly<Record<string, string>>

/** A browser and the apps of a fixture in front of an emulator; everybody goes by key. */
export function createStage(host: Host) {
  let browser = createBrowser(host)
  const people = () => peopleOf(host)
  const tenant = () => people().tenant.id
  const credentials = (app: string) => {
    const { clientId, clientSecret } = people().app(app)
    return { client_id: clientId, ...(clientSecret !== null && { client_secret: clientSecret }) }
  }
  const token = (form: Fields, headers: Fields = {}): Promise<Answer> =>
    host.request('POST', `/${tenant()}/oauth2/v2.0/token`, { body: new URLSearchParams(form), headers })
  const open = (app: string, scope: string, more: Fields = {}): Promise<Page> =>
    browser.open(`/${tenant()}/oauth2/v2.0/authorize`, {
      client_id: people().app(app).clientId,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope,
      ...more,
    })
  const enter = (user: string): Promise<Page> => {
    const { userPrincipalName, password } = people().user(user)
    return browser.submit({ login: userPrincipalName, passwd: password ?? '' })
  }
  return {
    people,
    tenant,
    token,
    open,
    enter,
    /** Everything as at start, in a new browser. */
    begin() {
      host.control.reset()
      browser = createBrowser(host)
    },
    newBrowser() {
      browser = createBrowser(host)
    },
    /** Opens a path of the tenant. */
    openPath: (path: string, parameters: Fields) => browser.open(`/${tenant()}${path}`, parameters),
    submit: (fields: Fields) => browser.submit(fields),
    async signIn(user: string, app: string, scope: string, more: Fields = {}) {
      await open(app, scope, more)
      return enter(user)
    },
    redeem: (app: string, sentTo: URL | undefined, more: Fields = {}, headers: Fields = {}) => {
      const code = answerOf(sentTo).code ?? ''
      const form = { ...credentials(app), grant_type: 'authorization_code', code, redirect_uri: CALLBACK }
      return token({ ...form, ...more }, headers)
    },
    withPassword: (user: string, app: string, scope: string, more: Fields = {}) => {
      const { userPrincipalName: username, password } = people().user(user)
      const form = { ...credentials(app), grant_type: 'password', username, password: password ?? '', scope }
      return token({ ...form, ...more })
    },
    asApp: (app: string, scope: string, more: Fields = {}) =>
      token({ ...credentials(app), grant_type: 'client_credentials', scope, ...more }),
  }
}

/** What a client reads at its redirect URI, in the query or behind the hash. */
export function answerOf(sentTo: URL | undefined): Readonly<Record<string, string>> {
  const parameters = sentTo?.hash ? new URLSearchParams(sentTo.hash.slice(1)) : sentTo?.searchParams
  return Object.fromEntries(parameters ?? [])
}
