import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from './served.js'

describe('published clients against a running emulator', () => {
  let served: Served
  beforeAll(async () => {
    served = await serve()
  }, 60_000)
  afterAll(() => served?.stop())

  it('create a user, license it, and see the systemuser appear, work and be disabled', {
    timeout: 60_000,
  }, async () => {
    const story = await served.run('story')
    expect(story).toMatchObject({
      user: { displayName: 'Nora Lindqvist', jobTitle: 'Buyer' },
      beforeLicense: null,
      beforeGroup: null,
      inGroup: { fullname: 'Nora Lindqvist', jobtitle: 'Buyer', isdisabled: false, accessmode: 0, islicensed: true },
      created: { name: 'Lindqvist & Co' },
      blocked: { isdisabled: true },
      refusal: { message: expect.stringContaining('AADSTS50057') },
    })
    const { inGroup, whoAmI } = story as { inGroup: { systemuserid: string }; whoAmI: { UserId: string } }
    expect(whoAmI.UserId).toBe(inGroup.systemuserid)
  })

  it('page, batch, follow changes, try again and read errors with the Graph client', { timeout: 60_000 }, async () => {
    const told = await served.run('paging')
    expect(told).toMatchObject({
      created: Array.from({ length: 40 }, () => 201),
      seen: 40,
      different: 40,
      failing: [404, 424],
      retried: 1,
      exhausted: { statusCode: 429, code: 'TooManyRequests' },
      missing: {
        statusCode: 404,
        code: 'Request_ResourceNotFound',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    })
    const { round, changed, count } = told as { round: unknown; changed: string; count: string }
    expect(round).toEqual([{ id: changed, displayName: 'pager changed' }])
    expect(Number(count)).toBeGreaterThan(40)
  })

  it('fetch pages of joined rows, and aggregates', { timeout: 60_000 }, async () => {
    const pairs = [1, 2, 3, 4, 5, 6, 7].map((number) => [`Mill ${number}`, `Miller ${number}`])
    expect(await served.run('fetch-xml')).toEqual({
      all: pairs,
      second: pairs.slice(3, 6),
      total: 2800,
      refusal: {
        status: 400,
        code: '0x80041102',
        message: "The entity with a name = 'acount' with namemapping = 'Logical' was not found in the MetadataCache.",
      },
    })
  })

  it('work with rows one by one and in batches, on behalf of others, and follow tables and changes', async () => {
    expect(await served.run('dataverse-rows')).toEqual({
      rows: { name: 'Fabrikam 2', stale: false, upserted: [true, 'Chosen'] },
      batch: { people: ['Bound'], refused: [400], count: 0 },
      onBehalf: true,
      metadata: { set: 'accounts', hasAccount: true, byName: 1 },
      changes: ['Fabrikam 2', 'In a batch', 'deleted'],
    })
  }, 60_000)
})
