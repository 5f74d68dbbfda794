import type { EmulatorResponse } from '../../http/message.js'
import { escapeHtml, page } from './page.js'

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
  const rows = facts.map(([term, value]) => `<dt>${term}</dt><dd>${escapeHtml(String(value ?? ''))}</dd>`)
  return page(200, displayName, `<dl>${rows.join('')}</dl>`)
}

/** The form of a user. It has no button: changes go through the Web API. */
function userFormPage({ row, statusEditable }: Exclude<Welcome['form'], undefined>): EmulatorResponse {
  const text = (label: string, value: unknown) => `<dt>${label}</dt><dd>${escapeHtml(String(value ?? ''))}</dd>`
  const options = ['Enabled', 'Disabled'].map(
    (label, at) =>
      `<option value="${at}"${Boolean(row.isdisabled) === (at === 1) ? ' selected' : ''}>${label}</option>`,
  )
  const status = `<select name="isdisabled"${statusEditable ? '' : ' disabled'}>${options.join('')}</select>`
  const fields = [
    text('User name', row.domainname),
    text('Primary e-mail', row.internalemailaddress),
    text('Access mode', ACCESS_MODES[Number(row.accessmode)]),
    `<dt>Status</dt><dd>${status}</dd>`,
  ]
  return page(200, String(row.fullname ?? ''), `<form><dl>${fields.join('')}</dl></form>`)
}

/** A refusal: a page for browsers, the error of the Web API for programs. */
export function refusalPage({ status, code, message, headers }: Refusal, wantsHtml: boolean): EmulatorResponse {
  if (wantsHtml) {
    const text = `<p role="alert">${escapeHtml(message)}</p><p>Error code: <code>${escapeHtml(code)}</code></p>`
    return page(status, 'You cannot open this environment', text, headers)
  }
  return {
    status,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ error: { code, message } }),
  }
}
