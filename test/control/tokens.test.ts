import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'

const TOKENS = '/_emulator/tokens'
const GRAPH = 'https://graph.microsoft.com/.default'
const DATAVERSE = 'https://contoso.crm.dynamics.com/.default'

type Claims = Readonly<Record<string, unknown>>

const claimsOf = (token: unknown): Claims =>
  JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as Claims

describeHosts('POST /_emulator/tokens', (host) => {
  const send = (body: object) => host.request('POST', TOKENS, { body })
  const tenant = () => {
    const [first] = host.control.info(host.origin).tenants
    if (!first) throw new Error('the fixture has no tenant')
    return first
  }
  const tokenFor = async (body: object): Promise<string> => {
    const reply = await send(body)
    expect(reply.status, reply.text).toBe(200)
    expect(Object.keys(reply.body)).toEqual(['access_token'])
    return String(reply.body.access_token)
  }
  const asking = (token: string, path: string) =>
    host.request('GET', path, { headers: { authorization: `Bearer ${token}` } })

  beforeEach(() => host.control.reset())

  it('makes tokens of a user, by id or name, that Graph and Dataverse take', async () => {
    const { id, userPrincipalName } = host.actors.user('licensed-member')
    const graph = await tokenFor({ user: id, scope: 'https://graph.microsoft.com/User.Read' })
    expect(claimsOf(graph)).toMatchObject({ oid: id, tid: tenant().id, idtyp: 'user', scp: 'User.Read' })
    expect((await asking(graph, '/v1.0/me')).body).toMatchObject({ id })
    const dataverse = await tokenFor({ user: userPrincipalName.toUpperCase(), scope: DATAVERSE, tenantId: tenant().id })
    expect(claimsOf(dataverse)).toMatchObject({ oid: id })
    expect((await asking(dataverse, '/api/data/v9.2/WhoAmI')).status).toBe(200)
  })

  it('makes tokens of an app, with what it was granted', async () => {
    const app = tenant().apps.find(({ purpose }) => purpose === 'dataverse-s2s')
    const token = await tokenFor({ app: app?.clientId, scope: DATAVERSE })
    expect(claimsOf(token)).toMatchObject({ idtyp: 'app', oid: app?.servicePrincipalId })
    expect((await asking(token, '/api/data/v9.2/WhoAmI')).status).toBe(200)
  })

  it.each([
    ['support', 'xms_support'],
    ['delegatedAdmin', 'xms_delegatedadmin'],
  ])('makes tokens of %s, whom the directory does not know', async (special, claim) => {
    const claims = claimsOf(await tokenFor({ special, scope: DATAVERSE }))
    expect(claims).toMatchObject({ [claim]: true, scp: 'user_impersonation' })
    expect(tenant().users.map(({ id }) => id)).not.toContain(claims.oid)
  })

  const user = 'nobody@contoso.onmicrosoft.com'
  it.each([
    ['nobody', { scope: GRAPH }, 400, undefined],
    ['two holders', { user, special: 'support', scope: GRAPH }, 400, undefined],
    ['another special', { special: 'partner', scope: GRAPH }, 400, '/special'],
    ['no scope', { special: 'support' }, 400, '/scope'],
    ['a user who is not there', { user, scope: GRAPH }, 404, '/user'],
    ['an app that is not there', { app: user, scope: GRAPH }, 404, '/app'],
    ['a tenant that is not there', { tenantId: 'x', special: 'support', scope: GRAPH }, 404, '/tenantId'],
    ['a resource that is not there', { special: 'support', scope: 'https://nowhere.example/.default' }, 400, '/scope'],
    ['two resources', { special: 'support', scope: `${GRAPH} ${DATAVERSE}` }, 400, '/scope'],
  ])('refuses %s', async (_, body, status, pointer) => {
    const reply = await send(body)
    expect(reply.status, reply.text).toBe(status)
    expect((reply.body.error as { pointer?: string }).pointer).toBe(pointer)
  })
})
