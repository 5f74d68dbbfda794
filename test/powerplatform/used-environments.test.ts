import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'

const PATH = '/providers/Microsoft.BusinessAppPlatform/environments'
const VERSION = '?api-version=2020-10-01&$select=properties.linkedEnvironmentMetadata.instanceApiUrl'

describeHosts('environments of those who use them', (host) => {
  beforeEach(() => host.control.reset())

  const get = async (path: string, headers: Record<string, string>) =>
    host.request('GET', `${PATH}${path}${VERSION}`, { headers })

  it('are listed with their addresses, and told one by one', async () => {
    const headers = await host.actors.asUser('licensed-member')
    const { status, body } = await get('', headers)
    expect(status).toBe(200)
    const [environment, ...others] = body.value as { id: string; name: string; type: string }[]
    expect(others).toEqual([])
    expect(environment).toMatchObject({
      id: `${PATH}/${environment?.name}`,
      type: 'Microsoft.BusinessAppPlatform/environments',
      properties: {
        displayName: 'Contoso',
        linkedEnvironmentMetadata: { instanceApiUrl: expect.stringMatching(/^http/) },
      },
    })
    expect((await get(`/${environment?.name}`, headers)).body).toEqual(environment)
  })

  it('are all there for who administers them', async () => {
    const { body } = await get('', await host.actors.asUser())
    expect((body.value as object[]).length).toBe(2)
  })

  it('are closed to others, and to who brings no token', async () => {
    const headers = await host.actors.asUser('licensed-member')
    const { id } = host.actors.tenant.environments.find(({ key }) => key === 'contoso-test') ?? {}
    expect(await get(`/${id}`, headers)).toMatchObject({
      status: 403,
      body: { error: { code: 'EnvironmentAccess', message: `Access to the environment '${id}' is denied.` } },
    })
    expect((await get('/nowhere', headers)).status).toBe(404)
    expect((await get('', {})).status).toBe(401)
  })
})
