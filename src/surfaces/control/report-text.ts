import type { Decision } from '../../domain/provisioning/decision.js'
import type { SyncReport } from '../../domain/provisioning/sync-report.js'

const DECISIONS_A_PIECE = 100

/** A report of synchronization as JSON, in pieces: it may list every user of a large tenant. */
export function* reportText({ environments }: SyncReport): Generator<string> {
  let before = ''
  yield '{"environments":['
  for (const { decisions, ...counts } of environments) {
    yield `${before}${JSON.stringify(counts).slice(0, -1)},"decisions":[`
    yield* decisionsText(decisions)
    yield ']}'
    before = ','
  }
  yield ']}'
}

function* decisionsText(decisions: readonly Decision[]): Generator<string> {
  for (let at = 0; at < decisions.length; at += DECISIONS_A_PIECE) {
    const list = JSON.stringify(decisions.slice(at, at + DECISIONS_A_PIECE))
    yield `${at > 0 ? ',' : ''}${list.slice(1, -1)}`
  }
}
