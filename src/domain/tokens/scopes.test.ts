import { describe, expect, it } from 'vitest'
import { openIdScopes, parseScopes, presentScopes } from './scopes.js'

describe('parseScopes', () => {
  it.each([
    ['User.Read Mail.Send', null, ['User.Read', 'Mail.Send'], false],
    ['.default', null, [], true],
    ['https://graph.microsoft.com/User.Read', 'https://graph.microsoft.com', ['User.Read'], false],
    ['https://contoso.crm.dynamics.com//.default', 'https://contoso.crm.dynamics.com/', [], true],
    ['api://orders/Orders.Read', 'api://orders', ['Orders.Read'], false],
    ['openid  offline_access', null, [], false],
    ['', null, [], false],
  ])('reads %j', (scope, resource, names, isDefault) => {
    expect(parseScopes(scope)).toMatchObject({ resource, names, isDefault })
  })

  it.each([
    ['scopeInvalid', 'https://graph.microsoft.com'],
    ['scopeInvalid', 'https://graph.microsoft.com/'],
    ['scopeInvalid', '.default User.Read'],
    ['severalResources', 'User.Read https://contoso.crm.dynamics.com/.default'],
  ])('refuses as %s %j', (word, scope) => {
    expect(() => parseScopes(scope)).toThrow(expect.objectContaining({ word, details: { scope } }))
  })
})

describe('presentScopes', () => {
  it('qualifies what was granted as the request does, and leaves offline_access out', () => {
    const bare = parseScopes('User.Read openid offline_access')
    expect(presentScopes(bare, ['User.Read', 'Mail.Send'])).toBe('openid User.Read Mail.Send')
    const full = parseScopes('https://graph.microsoft.com/.default profile')
    expect(presentScopes(full, ['User.Read'])).toBe(
      'profile https://graph.microsoft.com/User.Read https://graph.microsoft.com/.default',
    )
  })
})

describe('openIdScopes', () => {
  it('leaves everything else aside', () => {
    expect(openIdScopes('openid https:// User.Read profile')).toEqual(['openid', 'profile'])
  })
})
