import { expect, it } from 'vitest'
import { isFromBrowser } from './browser.js'

it.each([
  [
    'a page that fetches',
    { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
    true,
  ],
  ['a person who navigates', { 'sec-fetch-dest': 'document' }, true],
  [
    'a browser where it keeps such things to itself',
    { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
    true,
  ],
  ['Node.js', { 'sec-fetch-mode': 'cors', 'user-agent': 'node' }, false],
  ['a client library', { 'user-agent': 'azsdk-js-identity/4.13.1', accept: 'application/json' }, false],
  [
    'Windows PowerShell',
    { 'user-agent': 'Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.22621.4391' },
    false,
  ],
  [
    'PowerShell',
    { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10; en-US) PowerShell/7.5.0' },
    false,
  ],
  ['somebody who says nothing', {}, false],
])('tells a browser from programs: %s', (_, headers, expected) => {
  expect(isFromBrowser({ headers })).toBe(expected)
})
