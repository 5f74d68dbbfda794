import { expect, it } from 'vitest'
import type { Decision } from '../../domain/provisioning/decision.js'
import type { EnvironmentReport } from '../../domain/provisioning/sync-report.js'
import { encodePieces } from '../../http/encode-pieces.js'
import { reportText } from './report-text.js'

const decision = (at: number): Decision => ({
  userId: `id-${at}`,
  userPrincipalName: `üser${at}@t.onmicrosoft.com`,
  systemuserid: null,
  outcome: 'skipped',
  reason: 'UserNotLicensed',
  rule: 'LIC-02',
})

const environment = (uniqueName: string, size: number): EnvironmentReport => ({
  tenantId: 't',
  uniqueName,
  examined: size,
  ...{ added: 0, enabled: 0, updated: 0, disabled: 0, unchanged: 0, skipped: size },
  decisions: Array.from({ length: size }, (_, at) => decision(at)),
})

it.each([[[]], [[0]], [[1]], [[250, 0, 100]]])('tells a report with %j decisions as JSON does', (sizes) => {
  const report = { environments: sizes.map((size, at) => environment(`e${at}`, size)) }
  expect([...reportText(report)].join('')).toBe(JSON.stringify(report))
})

it('is made in turns of the event loop, with others between them', async () => {
  const report = { environments: [environment('e', 3000)] }
  let turns = 0
  let isOver = false
  const others = () => {
    turns++
    if (!isOver) setImmediate(others)
  }
  setImmediate(others)
  const pieces = await encodePieces(reportText(report))
  isOver = true
  expect(Buffer.concat(pieces).toString()).toBe(JSON.stringify(report))
  expect(pieces.length).toBeGreaterThanOrEqual(6)
  expect(turns).toBeGreaterThanOrEqual(pieces.length - 1)
})
