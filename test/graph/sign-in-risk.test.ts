import { beforeEach, describe, expect, it } from 'vitest'
import { logSignIn } from '../../src/domain/tokens/sign-in-log.js'
import type { SignIn } from '../../src/domain/tokens/sign-in-rows.js'
import { errorOf, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
const ID = '11111111-0000-4000-8000-000000000001'
beforeEach(() => {
  graph = openGraph()
  const entry: SignIn = {
    ...{
      id: ID,
      createdDateTime: '2026-01-02T03:04:05Z',
      eventType: 'interactiveUser',
      authenticationProtocol: 'oAuth2',
    },
    ...{ correlationId: ID, appId: ID, appDisplayName: 'App', clientCredentialType: 'none', errorCode: 0 },
  }
  graph.write((transaction) => logSignIn(transaction, entry))
})

describe('what an administrator makes of sign-ins', () => {
  it.each([
    ['confirmCompromised', 'confirmedCompromised', 'high', 'adminConfirmedSigninCompromised'],
    ['confirmSafe', 'confirmedSafe', 'none', 'adminConfirmedSigninSafe'],
    ['dismiss', 'dismissed', 'none', 'adminDismissedRiskForSignIn'],
  ])('%s is written down', async (action, riskState, riskLevelAggregated, riskDetail) => {
    const path = `/auditLogs/signIns/${action}`
    expect((await graph.get(`/auditLogs/signIns/${ID}`)).body.riskState).toBe('none')
    expect((await graph.post(path, { requestIds: [ID.toUpperCase()] })).status).toBe(204)
    expect((await graph.get(`/auditLogs/signIns/${ID}`)).body).toMatchObject({
      ...{ riskState, riskLevelAggregated, riskDetail },
    })
    const unknown = ID.replace('1111', '2222')
    expect(errorOf(await graph.post(path, { requestIds: [unknown] }))).toMatchObject({ status: 404 })
    expect((await graph.post(path, {})).status).toBe(400)
    expect((await graph.post(path, { requestIds: 'x' })).status).toBe(400)
    expect((await graph.post(path, { requestIds: [ID] }, { token: graph.appWith('AuditLog.Read.All') })).status).toBe(
      403,
    )
    const ann = graph.newUser('Ann')
    const token = graph.userWith(ann, 'IdentityRiskEvent.ReadWrite.All', 'AuditLog.Read.All')
    expect((await graph.post(path, { requestIds: [ID] }, { token })).status).toBe(403)
    graph.giveRole(ann, 'Security Operator')
    expect((await graph.post(path, { requestIds: [ID] }, { token })).status).toBe(204)
  })
})
