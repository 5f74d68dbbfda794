import type { Answer } from './describe-hosts.js'

/** The elements that pages are made of; anything else came out of what somebody sent. */
const ELEMENTS = new Set(
  'html head meta title link style body main header footer h1 p strong code form input label button div span ul li details summary dl dt dd iframe a'.split(
    ' ',
  ),
)

/** What a page of the token service must never be without, or with; empty when nothing is to be said against it. */
export function objectionsTo({ text, headers }: Answer): readonly string[] {
  const markup = text.replace(/<style>.*?<\/style>/s, '')
  return [
    ...objectionsToHeaders(headers),
    ...objectionsToFrame(text),
    ...objectionsToMarkup(markup),
    ...unlabeled(markup),
  ]
}

function objectionsToHeaders(headers: Answer['headers']): readonly string[] {
  const wanted: Readonly<Record<string, RegExp>> = {
    'content-security-policy': /default-src 'none'; style-src 'sha256-[^']+'; .*frame-ancestors 'none'/,
    'x-frame-options': /^DENY$/,
    'x-content-type-options': /^nosniff$/,
    'cache-control': /no-store/,
    'referrer-policy': /^strict-origin$/,
    'set-cookie': /^(?!.*Domain=).*; Path=\/; HttpOnly; SameSite=Lax/,
  }
  return Object.entries(wanted).flatMap(([name, pattern]) => {
    const value = headers[name]
    if (value === undefined && name === 'set-cookie') return []
    return pattern.test(String(value)) ? [] : [`the header ${name} is "${value}"`]
  })
}

function objectionsToFrame(text: string): readonly string[] {
  const once = ['<!DOCTYPE html>', '<html lang="en">', '<main>', '<h1>', '<title>', '<meta name="viewport"']
  return once.flatMap((part) => (text.split(part).length === 2 ? [] : [`${part} does not stand there once`]))
}

function objectionsToMarkup(markup: string): readonly string[] {
  const objections: string[] = []
  for (const [, name = '', attributes = ''] of markup.matchAll(/<\/?([a-z][^\s/>]*)((?:[^>"]|"[^"]*")*)>/gi)) {
    if (!ELEMENTS.has(name)) objections.push(`there is an element ${name}`)
    if (/\son\w+=/i.test(attributes.replace(/"[^"]*"/g, '""'))) objections.push(`${name} has a handler: ${attributes}`)
    const address = / (?:src|href)="([^"]*)"/.exec(attributes)?.[1]
    if (name === 'link' && address !== 'data:,') objections.push(`the page loads ${address}`)
  }
  if (markup.split(' autofocus').length > 2) objections.push('the focus is in two places')
  return objections
}

function unlabeled(markup: string): readonly string[] {
  const ids = [...markup.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id)
  const objections = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `the id ${id} stands there twice`)
  for (const [, named = ''] of markup.matchAll(/ (?:for|aria-describedby|aria-labelledby)="([^"]*)"/g))
    for (const id of named.split(' ')) if (!ids.includes(id)) objections.push(`nothing has the id ${id}`)
  for (const [whole] of markup.replace(/<label[^>]*><input[^>]*>/g, '').matchAll(/<input(?:[^>"]|"[^"]*")*>/g)) {
    const id = / id="([^"]*)"/.exec(whole)?.[1]
    const isLabeled = id !== undefined && markup.includes(`<label for="${id}">`)
    if (!/ type="(hidden|submit)"| hidden>|aria-label=/.test(whole) && !isLabeled)
      objections.push(`${whole} has no label`)
  }
  return objections
}
