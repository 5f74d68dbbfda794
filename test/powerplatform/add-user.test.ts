import { beforeEach, expect, it } from 'vitest'
import { type Answer, describeHosts } from '../support/describe-hosts.js'

const ADMIN = '/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments'
const VERSION = '?api-version=2019-05-01'

/** What the PowerShell module does with the message of a refusal. */
function problemsOf({ body }: Answer) {
  const { message } = body.error as { message: string }
  const json = message.substring(32, 32 + message.indexOf('The tracking Id is') - 35)
  return JSON.parse(json) as { errors: { Subject: string; Description: string; Code: string }[] }
}

describeHosts('addUser of the admin API', (host) => {
  const add = async (environment: string, objectId: unknown, headers: Record<string, string>) =>
    host.request('POST', `${ADMIN}/${environment}/addUser${VERSION}`, { headers, body: { ObjectId: objectId } })
  const asAdministrator = () => host.actors.asUser('power-platform-administrator')

  beforeEach(() => host.control.reset())

  it('adds a user, by the name or id of the environment', async () => {
    const { id } = host.actors.user('user-administrator')
    const headers = await asAdministrator()
    const added = await add('contoso-test', id, headers)
    expect(added.status, added.text).toBe(200)
    expect(added.body).toMatchObject({ errors: [], information: [{ Subject: 'Result', Code: 'UserAdded' }] })
    const [note] = added.body.information as { Description: string }[]
    expect(JSON.parse(note?.Description ?? '')).toEqual(
      expect.arrayContaining([
        'SyncMode: Default',
        'User found in AD tenant',
        expect.stringContaining(`objectId:${id}`),
      ]),
    )
    const environment = host.actors.tenant.environments.find(({ key }) => key === 'contoso-test')
    const again = await add(String(environment?.id), id, headers)
    expect(again.body).toMatchObject({ information: [{ Code: 'UserExists' }] })
  })

  it('tells what stands in the way as JSON inside the message', async () => {
    const headers = await asAdministrator()
    const refused = await add('contoso-test', host.actors.user('member').id, headers)
    expect(refused.status).toBe(400)
    expect(problemsOf(refused).errors).toMatchObject([
      { Code: 'UserNotLicensed', Description: expect.stringContaining('LIC-02') },
    ])
    const nobody = await add('contoso-test', '00000000-0000-0000-0000-00000000000a', headers)
    expect(problemsOf(nobody).errors).toMatchObject([{ Code: 'UserNotFoundInDirectory' }])
  })

  it('is for administrators of the tenant or the environment', async () => {
    const { id } = host.actors.user('user-administrator')
    expect(await add('contoso-test', id, await host.actors.asUser('licensed-member'))).toMatchObject({
      status: 403,
      body: { error: { code: 'Forbidden' } },
    })
    expect((await add('contoso-test', id, await host.actors.asApp('dataverse-s2s'))).status).toBe(200)
  })

  it('wants a token for the admin APIs', async () => {
    const { id } = host.actors.user('member')
    expect(await add('contoso', id, {})).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } })
    const forGraph = await host.actors.asUser('power-platform-administrator', 'https://graph.microsoft.com/User.Read')
    expect(await add('contoso', id, forGraph)).toMatchObject({ status: 401 })
    const scope = 'https://service.powerapps.com/.default'
    const forAdmin = await host.actors.asUser('power-platform-administrator', scope)
    expect(await add('contoso', id, forAdmin)).toMatchObject({ status: 400 })
  })

  it('refuses bad input', async () => {
    const headers = await asAdministrator()
    expect(await add('nowhere', host.actors.user('member').id, headers)).toMatchObject({
      status: 404,
      body: { error: { code: 'EnvironmentNotFound' } },
    })
    expect(await add('contoso', 'ann', headers)).toMatchObject({ status: 400 })
    expect(await add('contoso', undefined, headers)).toMatchObject({ status: 400 })
    expect((await host.request('PUT', `${ADMIN}/contoso`, { headers })).status).toBe(405)
    expect((await host.request('GET', '/providers/Microsoft.Nothing', { headers })).status).toBe(404)
  })
})

describeHosts('environments of the admin API', (host) => {
  beforeEach(() => host.control.reset())

  const groupNamed = (name: string) => host.actors.tenant.groups.find(({ key }) => key === name)?.id
  const setGroup = async (environment: string, securityGroupId: string | null | undefined) =>
    host.request('PATCH', `${ADMIN}/${environment}${VERSION}`, {
      headers: await host.actors.asUser(),
      body: { properties: { linkedEnvironmentMetadata: { securityGroupId } } },
    })

  it('lists what the caller administers', async () => {
    const list = async (headers: Record<string, string>) => {
      const { body } = await host.request('GET', `${ADMIN}${VERSION}`, { headers })
      return (body.value as { properties: { displayName: string } }[]).map(({ properties }) => properties.displayName)
    }
    expect(await list(await host.actors.asUser())).toEqual(['Contoso', 'Contoso Test'])
    expect(await list(await host.actors.asApp('all-permissions'))).toEqual(['Contoso'])
    expect(await list(await host.actors.asUser('licensed-member'))).toEqual([])
  })

  it('sets and clears the security group, and looks at everybody anew', async () => {
    const member = host.actors.user('licensed-member').id
    const outcomeOf = async () => {
      const report = await host.control.sync({ environment: 'contoso' })
      return report.environments[0]?.decisions.find(({ userId }) => userId === member)
    }
    const changed = await setGroup('contoso', groupNamed('interns'))
    expect(changed.status, changed.text).toBe(200)
    expect(changed.body).toMatchObject({
      properties: { linkedEnvironmentMetadata: { securityGroupId: groupNamed('interns') } },
    })
    expect(await outcomeOf()).toMatchObject({ outcome: 'unchanged', reason: 'UserNotInSecurityGroup' })
    expect((await setGroup('contoso', null)).status).toBe(200)
    expect(await outcomeOf()).toMatchObject({ outcome: 'unchanged', reason: null })
  })

  it('refuses groups that cannot limit an environment', async () => {
    expect(await setGroup('contoso', groupNamed('all-employees'))).toMatchObject({
      status: 400,
      body: { error: { code: 'GroupTypeNotSupported' } },
    })
    expect(await setGroup('contoso', '00000000-0000-0000-0000-00000000000a')).toMatchObject({ status: 400 })
    expect(await setGroup('contoso', 'x')).toMatchObject({ status: 400 })
  })
})
