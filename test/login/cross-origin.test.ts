import { describe, expect, it } from 'vitest'
import { applications } from '../../src/domain/directory/tables.js'
import { createLoginDoor } from './login-door.js'
import { ids, TENANT } from './tiny-tenant.js'

const form = { grant_type: 'password', client_id: ids.publicClient, username: 'nobody', password: 'x', scope: 'openid' }
const ALLOWED = 'access-control-allow-origin'

function createDoorWithRedirect() {
  const door = createLoginDoor()
  door.write((transaction) => {
    const application = transaction.table(applications).findFirst('appId', ids.publicClient)
    const redirectUris = { web: [], spa: ['https://App.example/callback'], publicClient: [] }
    if (application) transaction.replace(applications, { ...application, redirectUris })
  })
  return door
}

describe('cross-origin reads', () => {
  it.each([
    'http://localhost:5173',
    'https://127.0.0.1',
    'http://[::1]:8080',
    'http://app.localhost:3000',
    'https://app.example',
  ])('are allowed to %s, for errors as well', async (origin) => {
    const { status, headers } = await createDoorWithRedirect().token(form, { headers: { origin } })
    expect([status, headers[ALLOWED], headers.vary]).toEqual([400, origin, 'Origin'])
  })

  it.each([
    'https://evil.example',
    'https://app.example.evil.example',
    'http://app.example',
    'http://localhost.evil.example',
    'null',
  ])('are not allowed to %s', async (origin) => {
    const { status, headers } = await createDoorWithRedirect().token(form, { headers: { origin } })
    expect([status, headers[ALLOWED], headers.vary]).toEqual([400, undefined, 'Origin'])
  })

  it("are not allowed to another app's origin", async () => {
    const { token } = createDoorWithRedirect()
    const { headers } = await token({ ...form, client_id: ids.daemon }, { headers: { origin: 'https://app.example' } })
    expect(headers[ALLOWED]).toBeUndefined()
  })

  it('may be asked about first', async () => {
    const { send } = createDoorWithRedirect()
    const path = `/${TENANT}/oauth2/v2.0/token`
    const asked = { origin: 'https://app.example', 'access-control-request-headers': 'content-type,x-client-sku' }
    const { status, headers } = await send('OPTIONS', path, '', asked)
    expect(status).toBe(204)
    expect(headers).toMatchObject({
      [ALLOWED]: 'https://app.example',
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': 'content-type,x-client-sku',
    })
  })
})
