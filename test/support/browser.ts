import type { Answer, Host } from './describe-hosts.js'
import { objectionsTo } from './page-objections.js'

/** A page as a person without scripts sees it. */
export interface Page extends Answer {
  /** Where the browser was sent, outside the emulator. */
  readonly sentTo: URL | undefined
  /** The heading. */
  readonly title: string
}

/**
 * A browser without scripts: it keeps cookies, follows redirects inside the emulator, and sends forms. It is a strict one:
 * a page that some people could not use, or that holds what somebody else wrote into it, is not shown.
 */
export function createBrowser(host: Pick<Host, 'origin' | 'request'>) {
  let cookie = ''
  const seen: Page[] = []
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
    refuseBadPage(page)
    seen.push(page)
    return page
  }

  function send(form: Form, fields: Readonly<Record<string, string>>, headers?: Record<string, string>): Promise<Page> {
    const body = new URLSearchParams(form.hidden)
    for (const [name, value] of Object.entries(fields)) body.set(name, value)
    return go('POST', form.action, body, headers)
  }

  return {
    open: (path: string, parameters: Readonly<Record<string, string>> = {}) =>
      go('GET', `${path.startsWith('http') ? '' : host.origin}${path}?${new URLSearchParams(parameters)}`),
    /** Sends the first form of the page with these fields filled in, or a button pressed. */
    submit(fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}) {
      const [form] = formsOf(page?.text ?? '')
      if (!form) throw new Error(`there is no form on ${described(page)}`)
      return send(form, fields, headers)
    },
    /** Presses the button with that label, or that name for screen readers; its form is sent with these fields filled in. */
    press(label: string, fields: Readonly<Record<string, string>> = {}) {
      for (const form of formsOf(page?.text ?? '')) {
        const button = buttonsOf(form.content).find((each) => each.label === label || each.name === label)
        if (button) return send(form, { ...fields, ...button.sends })
      }
      throw new Error(`there is no button "${label}" on ${described(page)}`)
    },
    /** Shows the page before, as it was. */
    back() {
      seen.pop()
      page = seen.at(-1)
    },
    get cookie() {
      return cookie
    },
  }
}

function refuseBadPage(page: Page): void {
  const isPage = String(page.headers['content-type']).startsWith('text/html') && !page.text.includes('<title>Working')
  const objections = isPage ? objectionsTo(page) : []
  if (objections.length > 0) throw new Error(`${objections.join('; ')} on ${described(page)}`)
}

function described(page: Page | undefined): string {
  return `the page "${page?.title}":\n${page?.text.replace(/<head>.*<\/head>/s, '')}`
}

interface Form {
  readonly action: string
  readonly hidden: string[][]
  readonly content: string
}

function formsOf(text: string): readonly Form[] {
  return [...text.matchAll(/<form method="post" action="([^"]*)">(.*?)<\/form>/gs)].map(
    ([, action = '', content = '']) => ({
      action: unescapeHtml(action),
      hidden: [...content.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
        ([, name = '', value = '']) => [name, unescapeHtml(value)],
      ),
      content,
    }),
  )
}

function buttonsOf(content: string) {
  const found = [...content.matchAll(/<button([^>]*)>(.*?)<\/button>|<input type="submit"([^>]*)>/gs)]
  return found.map(([, attributes, inner, ofInput = '']) => {
    const attribute = (name: string) =>
      unescapeHtml(new RegExp(` ${name}="([^"]*)"`).exec(attributes ?? ofInput)?.[1] ?? '')
    const label =
      inner === undefined
        ? attribute('value')
        : unescapeHtml(
            inner
              .replace(/<[^>]*>/g, ' ')
              .replace(/\s+/g, ' ')
              .trim(),
          )
    return {
      label,
      name: attribute('aria-label'),
      sends: attribute('name') === '' ? {} : { [attribute('name')]: attribute('value') },
    }
  })
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
