import type { EmulatorResponse } from '../../http/message.js'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it stands in HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/** A small page that works without scripts, styles of others, or pictures. `content` is HTML, `title` text. */
export function page(
  status: number,
  title: string,
  content: string,
  headers: Readonly<Record<string, string>> = {},
): EmulatorResponse {
  const heading = escapeHtml(title)
  const style =
    'body{font-family:system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}dt{font-weight:bold}'
  return {
    status,
    headers: {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    },
    body: `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading} - Graphverse</title><style>${style}</style></head><body><main><h1>${heading}</h1>${content}</main></body></html>`,
  }
}
