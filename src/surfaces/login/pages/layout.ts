import { type Html, html } from '../../../http/html.js'
import type { LoginAnswer } from '../login-request.js'

const STYLE = `body{font-family:system-ui,sans-serif;background:#f2f2f2;color:#1b1b1b;margin:0}
main{background:#fff;max-width:24rem;margin:4rem auto;padding:2rem;box-shadow:0 2px 6px #0003}
h1{font-size:1.4rem;margin-top:0}label{display:block;margin-top:1rem}input:not([type=checkbox]){width:100%;box-sizing:border-box;padding:.4rem;font:inherit}
button{font:inherit;padding:.5rem 1.2rem;margin:1rem .5rem 0 0;border:1px solid #595959;background:#fff;cursor:pointer}
button.primary{background:#0f5ea8;border-color:#0f5ea8;color:#fff}.error{color:#a80000}ul{padding-left:1.2rem}
.accounts{list-style:none;padding:0}.accounts button{width:100%;text-align:left;margin:.25rem 0}`

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"

/** A page of the token service. It works without scripts and cannot be shown inside another site. */
export function layout(title: string, content: Html, status = 200): LoginAnswer {
  const { html: page } =
    html`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} - Graphverse</title><style>${{ html: STYLE }}</style></head><body><main><h1>${title}</h1>${content}</main></body></html>`
  return {
    status,
    page,
    headers: { 'content-security-policy': POLICY, 'referrer-policy': 'strict-origin', 'x-frame-options': 'DENY' },
  }
}
