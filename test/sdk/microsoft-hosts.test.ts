import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from './served.js'

const run = promisify(execFile)

describe('a program that knows only the hosts of Microsoft', () => {
  let served: Served
  beforeAll(async () => {
    served = await serve()
  }, 60_000)
  afterAll(() => served?.stop())

  it('reaches the emulator from a shell that has evaluated "graphverse env"', { timeout: 60_000 }, async () => {
    const command = `${process.execPath} dist/graphverse.js env --port ${new URL(served.ready.http).port}`
    const program = `${process.execPath} test/sdk/programs/microsoft-hosts.mjs`
    const { stdout } = await run('sh', ['-c', `eval "$(${command})"; ${program}`])
    expect(JSON.parse(stdout)).toMatchObject({
      graph: { aud: 'https://graph.microsoft.com', iss: expect.stringMatching(/^https:\/\/sts\.windows\.net\//) },
      whoAmI: { UserId: expect.any(String) },
      nextLink: expect.stringMatching(/^https:\/\/contoso\.crm4\.dynamics\.com\/api\/data\/v9\.2\/systemusers\?/),
      next: expect.any(Number),
      elsewhere: 'refused',
    })
  })
})
