import type { Fetch, Received } from './fetch-trusting.js'

/** What somebody knows who is asked to sign in. */
export interface Knowledge {
  readonly username: string
  readonly password: string
  /** What a device shows. */
  readonly userCode?: string
}

/** More pages in a row than any sign-in has. */
const PATIENCE = 20
const FORM = /<form\b([^>]*)>(.*?)<\/form>/s
const FIELD = /<(?:input|button)\b([^>]*)>/g
const PLAIN = new Set(['text', 'email', 'tel'])

/**
 * Somebody at a browser without scripts: opens an address, follows every redirect, keeps the cookies of each site, fills
 * in and sends every form, and answers with the first page that asks nothing more.
 */
export async function visit(fetch: Fetch, address: string, knowledge: Knowledge): Promise<string> {
  const cookies = new Map<string, Map<string, string>>()
  const start = new URL(address)
  let url = start
  let body: URLSearchParams | undefined
  for (let pages = 0; pages < PATIENCE; pages++) {
    const answer = await fetch(url.href, requestOf(url, body, cookies)).catch((error) => {
      // A program may hang up once it has heard what it waited for.
      if (url.origin !== start.origin) return undefined
      throw error
    })
    if (!answer) return ''
    keepCookies(answer, url, cookies)
    body = undefined
    const { location } = answer.headers
    if (typeof location === 'string') {
      url = new URL(location, url)
      continue
    }
    const form = FORM.exec(answer.text)
    if (!form) return answer.text
    url = new URL(attribute(form[1], 'action') ?? url, url)
    body = fillIn(form[2] ?? '', knowledge)
  }
  throw new Error(`${address} led from form to form, at last to ${url}`)
}

function requestOf(url: URL, body: URLSearchParams | undefined, cookies: Map<string, Map<string, string>>) {
  const cookie = [...(cookies.get(url.hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { accept: 'text/html', ...(cookie && { cookie }) }
  if (!body) return { headers }
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', headers: { ...headers, ...type }, body: body.toString() }
}

function keepCookies({ headers }: Received, { hostname }: URL, cookies: Map<string, Map<string, string>>): void {
  const kept = cookies.get(hostname) ?? new Map<string, string>()
  for (const line of [headers['set-cookie'] ?? []].flat()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    kept.set(name, value)
  }
  cookies.set(hostname, kept)
}

/** The fields of a form: hidden ones as they are, the others with what the person knows, and the button that leads on. */
function fillIn(content: string, { username, password, userCode = '' }: Knowledge): URLSearchParams {
  const filled = new URLSearchParams()
  let button: readonly [name: string, value: string] | undefined
  for (const [tag, attributes] of content.matchAll(FIELD)) {
    const name = attribute(attributes, 'name')
    const type = attribute(attributes, 'type') ?? (tag.startsWith('<button') ? 'submit' : 'text')
    const value = attribute(attributes, 'value') ?? ''
    if (!name) continue
    if (type === 'submit' && (!button || attribute(attributes, 'class') === 'primary')) button = [name, value]
    else if (type === 'hidden') filled.set(name, value)
    else if (type === 'password') filled.set(name, password)
    else if (PLAIN.has(type)) filled.set(name, /code|otc/.test(name) ? userCode : username)
  }
  if (button) filled.set(...button)
  return filled
}

function attribute(attributes: string | undefined, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}\\s*=\\s*"([^"]*)"`, 'i').exec(attributes ?? '')?.[1]
  return value?.replace(/&(lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}
