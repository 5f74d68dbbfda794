import { type Html, html } from '../../http/html.js'
import type { EmulatorResponse } from '../../http/message.js'

const STYLE =
  'body{font-family:system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}dt{font-weight:bold}'

/** A small page that works without scripts, styles of others, or pictures. */
export function page(
  status: number,
  title: string,
  content: Html,
  headers: Readonly<Record<string, string>> = {},
): EmulatorResponse {
  const document = html`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} - Graphverse</title><style>${{ html: STYLE }}</style></head><body><main><h1>${title}</h1>${content}</main></body></html>`
  return {
    status,
    headers: {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    },
    body: document.html,
  }
}
