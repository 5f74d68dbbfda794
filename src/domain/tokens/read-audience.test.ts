import { describe, expect, it } from 'vitest'
import { opensEnvironment, opensGraph, opensPowerPlatform, opensSomeEnvironment } from './audience.js'
import { createOwnAddresses } from './own-addresses.js'
import { readAudience } from './read-audience.js'

const addresses = createOwnAddresses(['Emulator.Example'])
const read = (aud: string) => readAudience(aud, addresses, (name) => name === 'contoso')

describe('readAudience', () => {
  it.each([
    'https://graph.microsoft.com',
    'https://graph.microsoft.com/',
    'HTTPS://Graph.Microsoft.com',
    'https://graph.microsoft.us',
    '00000003-0000-0000-c000-000000000000',
  ])('knows Graph as %s', (aud) => {
    expect(read(aud)).toEqual({ kind: 'graph' })
  })

  it.each([
    'http://127.0.0.1:4400/environments/contoso',
    'https://localhost:4400/environments/Contoso/',
    'http://[::1]:4400/environments/contoso',
    'http://contoso.localhost:4400',
    'https://contoso.crm.dynamics.com',
    'https://contoso.crm4.dynamics.com/',
    'https://contoso.api.crm4.dynamics.com',
  ])('knows one environment as %s', (aud) => {
    expect(read(aud)).toEqual({ kind: 'dataverse', environment: 'contoso' })
  })

  it.each([
    'http://127.0.0.1:4400',
    'https://LOCALHOST:4400/',
    'http://emulator.example',
    'http://192.168.0.7:4400',
    'http://elsewhere.localhost',
    'http://localhost:3000/mounted',
  ])('opens everything for the own address %s', (aud) => {
    expect(read(aud)).toEqual({ kind: 'everything' })
  })

  it.each(['api://orders', 'https://orders.example', '5b1f9b0e-8f6f-4e4c-8f5a-2d1c6f3b7a11', ''])(
    'leaves %j to an app of its own',
    (aud) => {
      expect(read(aud)).toEqual({ kind: 'application' })
    },
  )

  it('knows the admin APIs and the first-party id of Dataverse', () => {
    expect(read('https://service.powerapps.com/')).toEqual({ kind: 'powerPlatform' })
    expect(read('https://api.bap.microsoft.com')).toEqual({ kind: 'powerPlatform' })
    expect(read('https://api.powerplatform.com')).toEqual({ kind: 'powerPlatform' })
    expect(read('00000007-0000-0000-c000-000000000000')).toEqual({ kind: 'dataverse', environment: null })
  })
})

describe('what an audience opens', () => {
  it('is every surface for an own address, and no other surface for the rest', () => {
    const everything = read('http://localhost:4400')
    expect([opensGraph, opensPowerPlatform, opensSomeEnvironment].map((opens) => opens(everything))).toEqual([
      true,
      true,
      true,
    ])
    const graph = read('https://graph.microsoft.com')
    expect([opensGraph, opensPowerPlatform, opensSomeEnvironment].map((opens) => opens(graph))).toEqual([
      true,
      false,
      false,
    ])
  })

  it('is one environment alone for its address, whatever the case', () => {
    const contoso = read('https://contoso.crm.dynamics.com')
    expect(opensEnvironment(contoso, 'Contoso')).toBe(true)
    expect(opensEnvironment(contoso, 'fabrikam')).toBe(false)
    expect(opensEnvironment({ kind: 'dataverse', environment: null }, 'fabrikam')).toBe(true)
    expect(opensEnvironment({ kind: 'graph' }, 'contoso')).toBe(false)
  })
})

describe('createOwnAddresses', () => {
  it('learns the names under which it is reached, but not without end', () => {
    const own = createOwnAddresses([])
    expect(own.has('graphverse')).toBe(false)
    own.learn('graphverse')
    expect(own.has('graphverse')).toBe(true)
    for (let at = 0; at < 100; at++) own.learn(`name${at}`)
    expect(own.has('name10')).toBe(true)
    expect(own.has('name99')).toBe(false)
  })
})
