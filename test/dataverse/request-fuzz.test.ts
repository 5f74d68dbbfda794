import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzz, RUNS } from './fuzz-house.js'
import { batches, headerSets, methods, urls, writes } from './request-fuzz.js'

describe('a request made up of what there is and what is not', () => {
  it('is answered or refused, whatever its address and headers', { timeout: 600_000 }, async () => {
    const met = await fuzz(
      (known) => fc.tuple(methods, urls(known), headerSets(known)),
      (house, [method, url, headers]) => house.call(method, url, { headers }),
    )
    expect(met.get(200)).toBeGreaterThan(RUNS / 20)
  })

  it('is answered or refused, whatever its body', { timeout: 600_000 }, async () => {
    const met = await fuzz(
      (known) => fc.tuple(writes(known), headerSets(known)),
      (house, [{ method, url, body }, headers]) => house.call(method, url, { body, headers }),
    )
    expect(met.get(204)).toBeGreaterThan(RUNS / 20)
  })

  it('is answered or refused, whatever its batch', { timeout: 600_000 }, async () => {
    let answered = 0
    await fuzz(
      (known) => fc.tuple(batches(known), fc.constantFrom('odata.continue-on-error', 'x')),
      async (house, [body, prefer]) => {
        const headers = { 'content-type': 'multipart/mixed; boundary=batch_b', prefer }
        const answer = await house.call('POST', '/$batch', { body, headers })
        answered += answer.text.split('HTTP/1.1 20').length - 1
        return answer
      },
    )
    expect(answered).toBeGreaterThan(RUNS / 10)
  })
})
