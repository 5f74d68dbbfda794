import type { Answer, Host } from './describe-hosts.js'

/** A page as a person without scripts sees it. */
export interface Page extends Answer {
  /** Where the browser was sent, outside the emulator. */
  readonly sentTo: URL | undefined
  /** The heading. */
  readonly title: string
}

/** A browser without scripts: it keeps cookies, follows redirects inside the emulator, and sends forms. */
export function createBrowser(host: Pick<Host, 'origin' | 'request'>) {
  let cookie = ''
  let page: Page | undefined

  async function go(
    method: string,
    url: string,
    body?: URLSearchParams,
    more: Record<string, string> = {},
  ): Promise<Page> {
    const headers = { accept: 'text/html', ...(cookie && { cookie }), ...more }
    const answer = await host.request(method, url, { headers, ...(body && { body }) })
    const kept = answer.headers['set-cookie']
    if (kept) cookie = String(kept).split(';')[0] ?? ''
    const { location } = answer.headers
    const isOutside = location !== undefined && !location.startsWith(`${host.origin}/`)
    if (location !== undefined && !isOutside) return go('GET', location)
    page = {
      ...answer,
      sentTo: isOutside ? new URL(location) : undefined,
      title: /<h1>(.*?)<\/h1>/.exec(answer.text)?.[1] ?? '',
    }
    return page
  }

  return {
    open: (path: string, parameters: Readonly<Record<string, string>> = {}) =>
      go('GET', `${host.origin}${path}?${new URLSearchParams(parameters)}`),
    /** Sends the form of the page with these fields filled in, or a button pressed. */
    submit(fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}) {
      const form = /<form method="post" action="([^"]*)">(.*?)<\/form>/s.exec(page?.text ?? '')
      if (!form) throw new Error(`there is no form on the page "${page?.title}": ${page?.text}`)
      const hidden = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)]
      const body = new URLSearchParams(hidden.map(([, name = '', value = '']) => [name, unescapeHtml(value)]))
      for (const [name, value] of Object.entries(fields)) body.set(name, value)
      return go('POST', unescapeHtml(form[1] ?? ''), body, headers)
    },
    get cookie() {
      return cookie
    },
  }
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
