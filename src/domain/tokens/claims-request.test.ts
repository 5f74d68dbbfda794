import { describe, expect, it } from 'vitest'
import { joinClaims, NO_CLAIMS, parseClaimsRequest } from './claims-request.js'

describe('parseClaimsRequest', () => {
  it.each([
    [undefined, NO_CLAIMS],
    ['', NO_CLAIMS],
    ['{}', NO_CLAIMS],
    ['{"access_token":{"xms_cc":{"values":["cp1","foo"]}}}', { idToken: [], capabilities: ['CP1'] }],
    [
      '{"access_token":{"xms_cc":{"value":"CP1"},"nbf":{"essential":true,"value":"1"}}}',
      { idToken: [], capabilities: ['CP1'] },
    ],
    ['{"access_token":{"acrs":{"essential":true,"value":"c1"}}}', NO_CLAIMS],
    [
      '{"id_token":{"signin_state":{"essential":false},"login_hint":null},"userinfo":{"name":null}}',
      { idToken: ['signin_state', 'login_hint'], capabilities: [] },
    ],
    ['{"access_token":null,"id_token":null}', NO_CLAIMS],
  ])('reads %s', (text, expected) => {
    expect(parseClaimsRequest(text)).toEqual(expected)
  })

  it.each(['{', '[]', '"cp1"', '{"access_token":[]}', '{"id_token":"email"}', '{"access_token":{"xms_cc":"cp1"}}'])(
    'refuses %s',
    (text) => {
      expect(() => parseClaimsRequest(text)).toThrow(expect.objectContaining({ word: 'parameterInvalid' }))
    },
  )
})

describe('joinClaims', () => {
  it('asks for what either asks for, once', () => {
    const one = { idToken: ['a', 'b'], capabilities: ['CP1'] }
    const other = { idToken: ['b', 'c'], capabilities: ['CP1'] }
    expect(joinClaims(one, other)).toEqual({ idToken: ['a', 'b', 'c'], capabilities: ['CP1'] })
  })
})
