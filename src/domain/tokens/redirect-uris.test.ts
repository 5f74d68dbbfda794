import { expect, it } from 'vitest'
import type { Client } from './clients.js'
import { findRedirectUri } from './redirect-uris.js'

const NONE = { web: [], spa: [], publicClient: [] }

it.each([
  ['http://localhost:3000/cb', 'web', 'the only difference is the port'],
  ['http://localhost:5000', 'publicClient', 'a native app on a free port'],
  ['http://localhost:5000/', 'spa', 'a page on a free port'],
  ['http://127.0.0.1:5000/', 'publicClient', 'without a path the root is meant'],
  ['https://app.example/cb', 'web', 'the very text'],
] as const)('finds %s among those of a %s: %s', (uri, platform, _) => {
  const client = clientWith({
    web: ['http://localhost/cb', 'https://app.example/cb'],
    spa: ['http://localhost/'],
    publicClient: ['http://localhost', 'http://127.0.0.1'],
  })
  expect(findRedirectUri(client, uri)).toEqual({ uri, platform })
})

it.each([
  'http://localhost:3000/cb/',
  'http://localhost:3000/CB',
  'http://localhost:3000/cb?a=b',
  'http://localhost@evil.example/cb',
  'https://localhost:3000/cb',
  'https://app.example:444/cb',
  'https://app.example/cb/',
])('finds none for %s', (uri) => {
  const client = clientWith({ ...NONE, web: ['http://localhost/cb', 'https://app.example/cb'] })
  expect(findRedirectUri(client, uri)).toBeUndefined()
})

it('takes the only one for a request that names none', () => {
  const uri = 'https://app.example/cb'
  expect(findRedirectUri(clientWith({ ...NONE, spa: [uri] }), undefined)).toEqual({ uri, platform: 'spa' })
  expect(findRedirectUri(clientWith({ ...NONE, spa: [uri], web: [`${uri}2`] }), undefined)).toBeUndefined()
})

function clientWith(redirectUris: NonNullable<Client['application']>['redirectUris']): Client {
  return { application: { redirectUris } } as Client
}
