import type { EligibilityFacts, RowKind } from '../facts.js'
import { type GateAnswer, leave, pass, refuse } from '../verdict.js'

const STOPS: Readonly<Partial<Record<RowKind, GateAnswer>>> = {
  special: leave('TYPE-01', null),
  stub: leave('STUB-04', 'StubUser'),
  deleted: refuse('DEL-09', 'UserDeletedInDataverse'),
}

/** Rows that do not stand for a directory user are left alone; one deleted in Dataverse stays disabled. */
export function rowKindGate({ row }: EligibilityFacts): GateAnswer {
  return STOPS[row] ?? pass('TYPE-01')
}
