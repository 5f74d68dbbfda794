import { addressInHeader } from '../../../http/address-in-header.js'
import { html } from '../../../http/html.js'
import { digest } from '../../../kernel/digest.js'
import type { LoginAnswer } from '../login-request.js'
import type { AnswerTarget } from './authorization-request.js'

const SUBMIT = 'document.forms[0].submit()'
const POLICY = `default-src 'none'; script-src 'sha256-${btoa(String.fromCharCode(...digest(SUBMIT)))}'; base-uri 'none'`

/** Sends the outcome to the client's redirect URI, in the way that it asked for (OAuth 2.0 Multiple Response Types; Form Post Response Mode). */
export function sendToClient(
  { target, responseMode, state }: AnswerTarget,
  outcome: Readonly<Record<string, string | undefined>>,
): LoginAnswer {
  const parameters = Object.entries({ ...outcome, state }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  if (responseMode === 'form_post') return formPost(target.uri, parameters)
  const text = new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString()
  const [uri = '', fragment] = target.uri.split('#')
  const separator = responseMode === 'fragment' ? '#' : uri.includes('?') ? '&' : '?'
  const tail = responseMode === 'query' && fragment !== undefined ? `#${fragment}` : ''
  return { status: 302, headers: { location: addressInHeader(`${uri}${separator}${text}${tail}`) } }
}

/** A page that sends itself on; without scripts by its button. */
function formPost(uri: string, parameters: readonly (readonly [string, string])[]): LoginAnswer {
  const fields = parameters.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  const { html: page } =
    html`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Working...</title></head><body><form method="post" action="${uri}">${fields}<noscript><p>Script is disabled. Click Submit to continue.</p><button type="submit">Submit</button></noscript></form><script>${{ html: SUBMIT }}</script></body></html>`
  return { status: 200, page, headers: { 'content-security-policy': POLICY, 'referrer-policy': 'strict-origin' } }
}
