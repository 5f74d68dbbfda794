import { type Html, html } from '../../../http/html.js'
import type { LoginAnswer } from '../login-request.js'
import { hashSource } from './content-policy.js'
import { STYLE } from './style.js'

/** What is not the same on all pages. */
export interface PageFrame {
  readonly status?: number
  /** Whose accounts sign in here, for the head of the page. */
  readonly organization?: string | undefined
  /** Origins of what the page loads in frames. */
  readonly frames?: readonly string[]
  /** Where the browser goes on to by itself, after a second. */
  readonly next?: string | undefined
}

// Without form-action: browsers hold it against the redirect with which a form ends, and that leads to the app.
const POLICY = `default-src 'none'; style-src ${hashSource(STYLE)}; img-src data:; base-uri 'none'; frame-ancestors 'none'`

/** A page of the token service. It works without scripts and cannot be shown inside another site. */
export function layout(title: string, content: Html, frame: PageFrame = {}): LoginAnswer {
  const { status = 200, organization = 'Graphverse', frames = [], next } = frame
  const refresh = next === undefined ? undefined : html`<meta http-equiv="refresh" content="1;url=${next}">`
  const { html: page } = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} - ${organization}</title>
<link rel="icon" href="data:,">${refresh}
<style>${{ html: STYLE }}</style>
</head>
<body>
<main>
<header><p>${organization}</p></header>
<h1>${title}</h1>
${content}
</main>
<footer>Graphverse, an emulator for tests. Never enter a real password here.</footer>
</body>
</html>`
  return {
    status,
    page,
    headers: {
      'content-security-policy': frames.length === 0 ? POLICY : `${POLICY}; frame-src ${frames.join(' ')}`,
      'referrer-policy': 'strict-origin',
      'x-frame-options': 'DENY',
    },
  }
}
