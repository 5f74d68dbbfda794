import { beforeEach, describe, expect, it } from 'vitest'
import { matchesPassword } from '../../src/domain/directory/password.js'
import { errorOf, ORIGIN, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const PASSWORD_METHOD = '28c10230-6103-485e-b985-444c60001490'
const FIRST = 'xWwvJ]6NMw+bWH-d'
const DENIED = { status: 403, code: 'accessDenied', message: 'Request Authorization failed' }

function someone(role: string, ...scopes: readonly string[]) {
  const admin = graph.newUser(role.replaceAll(' ', ''))
  graph.giveRole(admin, role)
  return { admin, token: graph.userWith(admin, ...scopes) }
}

describe('authentication methods', () => {
  it('are the password alone, which nobody reads', async () => {
    const user = graph.newUser('Ann')
    const method = { id: PASSWORD_METHOD, password: null, createdDateTime: null }
    const typed = { '@odata.type': '#microsoft.graph.passwordAuthenticationMethod', ...method }
    const path = `/users/${user.id}/authentication`
    const context = `${ORIGIN}/v1.0/$metadata#users('${user.id}')/authentication`
    for (const [set, shown] of [
      ['methods', typed],
      ['passwordMethods', method],
    ] as const) {
      expect((await graph.get(`${path}/${set}`)).body).toEqual({
        '@odata.context': `${context}/${set}`,
        value: [shown],
      })
      expect((await graph.get(`${path}/${set}/${PASSWORD_METHOD.toUpperCase()}`)).body).toEqual({
        '@odata.context': `${context}/${set}/$entity`,
        ...shown,
      })
      expect(errorOf(await graph.get(`${path}/${set}/other`))).toMatchObject({
        status: 404,
        code: 'Request_ResourceNotFound',
      })
    }
  })

  it('are read by oneself and by the roles that may, not by others', async () => {
    const user = graph.newUser('Ann')
    const own = { token: graph.userWith(user, 'UserAuthenticationMethod.Read') }
    expect((await graph.get('/me/authentication/methods', own)).status).toBe(200)
    const reader = someone('Global Reader', 'UserAuthenticationMethod.Read.All')
    expect((await graph.get(`/users/${user.id}/authentication/methods`, reader)).status).toBe(200)
    const member = { token: graph.userWith(graph.newUser('Member'), 'UserAuthenticationMethod.Read.All') }
    expect(errorOf(await graph.get(`/users/${user.id}/authentication/methods`, member))).toMatchObject(DENIED)
  })

  it('can be neither replaced nor deleted', async () => {
    const user = graph.newUser('Ann')
    const path = `/users/${user.id}/authentication/methods/${PASSWORD_METHOD}`
    const { token } = someone('Authentication Administrator', 'UserAuthenticationMethod.ReadWrite.All')
    for (const method of ['PUT', 'DELETE']) {
      expect(errorOf(await graph.call(method, path, { token }))).toMatchObject({ status: 400, code: 'badRequest' })
    }
    expect(graph.user(user.id).password).toEqual(user.password)
  })
})

describe('a password reset', () => {
  it.each(['methods', 'passwordMethods'])('under %s answers 202 and tells later how it went', async (set) => {
    const user = graph.newUser('Ann')
    const { token } = someone('Authentication Administrator', 'UserAuthenticationMethod.ReadWrite.All')
    const path = `/users/${user.id}/authentication/${set}/${PASSWORD_METHOD}/resetPassword`
    const { status, body, headers } = await graph.post(path, { newPassword: 'Another1secret' }, { token })
    expect([status, body]).toEqual([
      202,
      { '@odata.context': `${ORIGIN}/v1.0/$metadata#microsoft.graph.passwordResetResponse` },
    ])
    const { password } = graph.user(user.id)
    expect(password && matchesPassword(password, 'Another1secret')).toBe(true)
    expect(password?.forceChangePasswordNextSignIn).toBe(true)
    const operation = new URL(String(headers.location)).pathname
    expect((await graph.get(operation, { token })).body).toMatchObject({
      id: operation.slice(operation.lastIndexOf('/') + 1),
      status: 'succeeded',
      createdDateTime: '2026-01-02T03:04:05Z',
    })
    const other = graph.newUser('Other')
    expect((await graph.get(operation.replace(user.id, other.id), { token })).status).toBe(404)
  })

  it('is forgotten a day later, and with its user', async () => {
    const user = graph.newUser('Ann')
    const { token } = someone('Authentication Administrator', 'UserAuthenticationMethod.ReadWrite.All')
    const path = `/users/${user.id}/authentication/methods/${PASSWORD_METHOD}/resetPassword`
    const first = new URL(String((await graph.call('POST', path, { token })).headers.location)).pathname
    graph.clock.set(Date.UTC(2026, 0, 3, 4, 5, 6))
    const second = new URL(String((await graph.call('POST', path, { token })).headers.location)).pathname
    expect((await graph.get(first, { token })).status).toBe(404)
    expect((await graph.get(second, { token })).status).toBe(200)
    await graph.remove(`/users/${user.id}`)
    await graph.remove(`/directory/deletedItems/${user.id}`)
    expect((await graph.get(second, { token })).status).toBe(404)
  })

  it('is for others alone, and follows the matrix of roles', async () => {
    const { admin, token } = someone('Helpdesk Administrator', 'UserAuthenticationMethod.ReadWrite.All')
    const reset = (id: string) =>
      graph.call('POST', `/users/${id}/authentication/methods/${PASSWORD_METHOD}/resetPassword`, { token })
    expect(errorOf(await reset(admin.id))).toMatchObject({ status: 403, code: 'accessDenied' })
    const boss = graph.newUser('Boss')
    graph.giveRole(boss, 'User Administrator')
    expect(errorOf(await reset(boss.id))).toMatchObject(DENIED)
    expect((await reset(graph.newUser('Plain').id)).status).toBe(202)
    const app = { token: graph.appWith('UserAuthenticationMethod.ReadWrite.All') }
    const path = `/users/${boss.id}/authentication/methods/${PASSWORD_METHOD}/resetPassword`
    expect(errorOf(await graph.call('POST', path, app))).toMatchObject(DENIED)
  })

  it('is refused for a weak password, and changes nothing', async () => {
    const user = graph.newUser('Ann')
    const { token } = someone('Authentication Administrator', 'UserAuthenticationMethod.ReadWrite.All')
    const path = `/users/${user.id}/authentication/methods/${PASSWORD_METHOD}/resetPassword`
    expect((await graph.post(path, { newPassword: 'short' }, { token })).status).toBe(400)
    expect((await graph.post(path, { newPasword: 'Another1secret' }, { token })).status).toBe(400)
    expect(graph.user(user.id).password).toEqual(user.password)
  })
})

describe('changing the own password', () => {
  it('works through the method, too, and for nobody else', async () => {
    const [user, other] = [graph.newUser('Ann'), graph.newUser('Ben')]
    const token = graph.userWith(user, 'UserAuthMethod-Password.ReadWrite.All')
    const body = { currentPassword: FIRST, newPassword: 'Another1secret' }
    const path = `/authentication/passwordMethods/${PASSWORD_METHOD}/changePassword`
    expect(errorOf(await graph.post(`/users/${other.id}${path}`, body, { token }))).toMatchObject(DENIED)
    expect((await graph.post(`/me${path}`, body, { token })).status).toBe(204)
    const { password } = graph.user(user.id)
    expect(password && matchesPassword(password, 'Another1secret')).toBe(true)
    expect(password?.forceChangePasswordNextSignIn).toBe(false)
  })
})

describe('POST /users/validatePassword', () => {
  it('tells under beta whether a password would do', async () => {
    const token = graph.userWith(graph.newUser('Ann'), 'User.ReadWrite')
    const validate = (password: string) => graph.post('/beta/users/validatePassword', { password }, { token })
    const ruleName = 'password_not_meet_complexity'
    expect((await validate('1234567890')).body).toEqual({
      '@odata.context': `${ORIGIN}/beta/$metadata#users/$entity`,
      isValid: false,
      validationResults: [
        { ruleName, validationPassed: false, message: 'Password does not meet complexity requirements.' },
      ],
    })
    expect((await validate('xWwvJ]6NMw')).body).toMatchObject({
      isValid: true,
      validationResults: [{ ruleName, validationPassed: true }],
    })
    expect((await graph.post('/beta/users/validatePassword', {}, { token })).status).toBe(400)
    expect((await graph.post('/v1.0/users/validatePassword', { password: 'x' }, { token })).status).toBe(400)
  })
})
