import { formatInstant } from '../../kernel/instant.js'
import type { Transaction } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import type { Row, Value } from '../dataverse/tables.js'
import type { Outcome } from './decision.js'
import type { DirectoryUser } from './directory-user.js'
import { profileColumns } from './field-mapping.js'
import type { DirectoryState, EligibilityFacts } from './rules/facts.js'
import { standingOf } from './rules/gates/license.js'
import type { Verdict } from './rules/verdict.js'

/** The difference between a row and what the verdict wants: nothing more is written. */
export interface Plan {
  readonly outcome: Outcome
  readonly columns: Row
}

/** Values of `azurestate`. */
const AZURE_STATES: Readonly<Record<DirectoryState, number>> = {
  enabled: 0,
  blocked: 0,
  softDeleted: 1,
  hardDeleted: 2,
}

const UNLICENSED = 0
const LICENSED = 3

/** Says what has to be written so that the row is as the verdict wants it. Writes nothing itself. */
export function planUser(
  transaction: Transaction,
  environment: Environment,
  person: DirectoryUser,
  row: Row | undefined,
  facts: EligibilityFacts,
  verdict: Verdict,
): Plan {
  if (verdict.decision === 'leave') return { outcome: 'untouched', columns: {} }
  if (!row) {
    if (verdict.decision === 'refuse') return { outcome: 'skipped', columns: {} }
    return { outcome: 'added', columns: newRowColumns(environment, person, facts, verdict) }
  }
  const wanted = { ...keptRowColumns(transaction, environment, person, row, facts), ...verdictColumns(verdict) }
  const columns = differences(row, wanted)
  return { outcome: outcomeOf(row, columns), columns }
}

function outcomeOf(row: Row, columns: Row): Outcome {
  if (columns.isdisabled !== undefined && Boolean(row.isdisabled) !== columns.isdisabled)
    return columns.isdisabled ? 'disabled' : 'enabled'
  return Object.keys(columns).length > 0 ? 'updated' : 'unchanged'
}

function newRowColumns(
  environment: Environment,
  person: DirectoryUser,
  facts: EligibilityFacts,
  verdict: Verdict,
): Row {
  return {
    ...withoutNulls(person.user ? profileColumns(environment, person.user, undefined) : {}),
    ...licenseColumns(facts),
    ...withoutNulls(verdictColumns(verdict)),
    azureactivedirectoryobjectid: person.id,
    // A trial needs no approval of the mailbox; elsewhere an administrator gives it.
    emailrouteraccessapproval: environment.type === 'Trial' ? 1 : 2,
  }
}

/** Columns of a row that is there already which follow the directory whatever the verdict. */
function keptRowColumns(
  transaction: Transaction,
  environment: Environment,
  person: DirectoryUser,
  row: Row,
  facts: EligibilityFacts,
): Row {
  if (facts.row === 'deleted') return {}
  return {
    ...(person.user && profileColumns(environment, person.user, row)),
    ...licenseColumns(facts),
    azurestate: AZURE_STATES[person.state],
    azuredeletedon: deletedOn(transaction, person, row),
  }
}

function licenseColumns(facts: EligibilityFacts): Row {
  const { islicensed } = standingOf(facts)
  return { islicensed, userlicensetype: islicensed ? LICENSED : UNLICENSED }
}

function verdictColumns({ standing, reason }: Verdict): Row {
  if (!standing) return { isdisabled: true, disabledreason: reason }
  const { accessmode, setupuser } = standing
  return { isdisabled: false, disabledreason: null, accessmode, setupuser }
}

function deletedOn(transaction: Transaction, person: DirectoryUser, row: Row): Value {
  if (person.state === 'softDeleted') return person.deletedDateTime
  if (person.state === 'hardDeleted') return row.azuredeletedon ?? formatInstant(transaction.now)
  return null
}

function differences(row: Row, wanted: Row): Row {
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => (row[name] ?? null) !== value))
}

function withoutNulls(columns: Row): Row {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null))
}
