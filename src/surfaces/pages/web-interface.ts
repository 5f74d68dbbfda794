import { type Html, html } from '../../http/html.js'
import type { EmulatorResponse } from '../../http/message.js'
import { page } from './page.js'

/** Who has opened which environment. */
export interface Welcome {
  readonly environment: { readonly uniqueName: string; readonly displayName: string; readonly type: string }
  readonly user: Readonly<Record<string, unknown>>
  /** The form of a user that was asked for. */
  readonly form?: { readonly row: Readonly<Record<string, unknown>>; readonly statusEditable: boolean }
}

/** What the Web API says to somebody who may not come in. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly headers: Readonly<Record<string, string>>
}

const ACCESS_MODES = ['Read-Write', 'Administrative', 'Read', 'Support User', 'Non-interactive', 'Delegated Admin']

/** The page in place of the apps: it says where somebody has arrived, and as whom. */
export function welcomePage({ environment, user, form }: Welcome): EmulatorResponse {
  if (form) return userFormPage(form)
  const { displayName, type, uniqueName } = environment
  const facts: readonly (readonly [string, unknown])[] = [
    ['Environment', `${displayName} (${uniqueName}, ${type})`],
    ['User', user.fullname],
    ['User name', user.domainname],
    ['Access mode', ACCESS_MODES[Number(user.accessmode)]],
  ]
  const rows = facts.map(([term, value]) => description(term, textOf(value)))
  return page(200, displayName, html`<dl>${rows}</dl>`)
}

/** The form of a user. It has no button: changes go through the Web API. */
function userFormPage({ row, statusEditable }: Exclude<Welcome['form'], undefined>): EmulatorResponse {
  const options = ['Enabled', 'Disabled'].map((label, at) => {
    const selected = Boolean(row.isdisabled) === (at === 1) && html` selected`
    return html`<option value="${at}"${selected}>${label}</option>`
  })
  const fields = [
    description('User name', textOf(row.domainname)),
    description('Primary e-mail', textOf(row.internalemailaddress)),
    description('Access mode', textOf(ACCESS_MODES[Number(row.accessmode)])),
    description('Status', html`<select name="isdisabled"${!statusEditable && html` disabled`}>${options}</select>`),
  ]
  return page(200, textOf(row.fullname), html`<form><dl>${fields}</dl></form>`)
}

function description(term: string, value: string | Html): Html {
  return html`<dt>${term}</dt><dd>${value}</dd>`
}

function textOf(value: unknown): string {
  return String(value ?? '')
}

/** A refusal: a page for browsers, the error of the Web API for programs. */
export function refusalPage({ status, code, message, headers }: Refusal, wantsHtml: boolean): EmulatorResponse {
  if (wantsHtml) {
    const text = html`<p role="alert">${message}</p><p>Error code: <code>${code}</code></p>`
    return page(status, 'You cannot open this environment', text, headers)
  }
  return {
    status,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ error: { code, message } }),
  }
}
