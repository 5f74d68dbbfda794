import { afterEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'

/** What an administrator does to a user, as requests behind the user's path. */
const ends: Readonly<Record<string, readonly [method: string, path: string, body?: object]>> = {
  'its user is blocked': ['PATCH', '', { accountEnabled: false }],
  'its user is deleted': ['DELETE', ''],
  'the sessions of its user are revoked': ['POST', '/revokeSignInSessions'],
}

describeHosts('a token that an API has seen already is refused at the very next call when', (host) => {
  const asAdministrator = async (method: string, path: string, body?: object) => {
    const answer = await host.request(method, `/v1.0${path}`, {
      headers: await host.actors.asUser('global-administrator'),
      ...(body && { body }),
    })
    expect(answer.status).toBeLessThan(300)
    return answer.body
  }
  const opens = async (path: string, headers: { authorization: string }) =>
    (await host.request('GET', path, { headers })).status

  afterEach(() => host.control.reset())

  it.each(Object.entries(ends))('%s', async (_, [method, path, body]) => {
    const user = host.actors.user('licensed-member')
    const token = await host.actors.asUser('licensed-member')
    for (let call = 0; call < 2; call++) expect(await opens('/v1.0/me', token)).toBe(200)
    await asAdministrator(method, `/users/${user.id}${path}`, body)
    expect(await opens('/v1.0/me', token)).toBe(401)
  })

  it('the secret it was got with is removed', async () => {
    const { objectId } = host.actors.app('all-permissions')
    const token = await host.actors.asApp()
    for (let call = 0; call < 2; call++) expect(await opens('/v1.0/users', token)).toBe(200)
    const { passwordCredentials } = await asAdministrator('GET', `/applications/${objectId}`)
    const [{ keyId }] = passwordCredentials as [{ keyId: string }]
    await asAdministrator('POST', `/applications/${objectId}/removePassword`, { keyId })
    expect(await opens('/v1.0/users', token)).toBe(401)
  })
})
