import { formatInstant } from '../../kernel/instant.js'
import type { Environment } from '../dataverse/environment-rows.js'
import type { Row, Value } from '../dataverse/tables.js'
import type { Outcome } from './decision.js'
import { AZURE_STATES, type DirectoryUser } from './directory-user.js'
import { profileColumns } from './field-mapping.js'
import { licenseColumns, newPersonColumns } from './new-row-columns.js'
import type { EligibilityFacts } from './rules/facts.js'
import { standingOf } from './rules/gates/license.js'
import type { Verdict } from './rules/verdict.js'

/** The difference between a row and what the verdict wants: nothing more is written. */
export interface Plan {
  readonly outcome: Outcome
  readonly columns: Row
}

/** Says what has to be written at an instant (`now`) so that the row is as the verdict wants it. Writes nothing itself. */
export function planUser(
  now: number,
  environment: Environment,
  person: DirectoryUser,
  row: Row | undefined,
  facts: EligibilityFacts,
  verdict: Verdict,
): Plan {
  if (verdict.decision === 'leave') return { outcome: 'untouched', columns: {} }
  if (!row) {
    if (!verdict.standing || !person.user) return { outcome: 'skipped', columns: {} }
    const { islicensed, ...standing } = verdict.standing
    return { outcome: 'added', columns: { ...newPersonColumns(environment, person.user, islicensed), ...standing } }
  }
  const columns = differences(row, [...keptRowColumns(now, environment, person, row, facts), verdictColumns(verdict)])
  return { outcome: outcomeOf(row, columns), columns }
}

function outcomeOf(row: Row, columns: Row): Outcome {
  if (columns.isdisabled !== undefined && Boolean(row.isdisabled) !== columns.isdisabled)
    return columns.isdisabled ? 'disabled' : 'enabled'
  return Object.keys(columns).length > 0 ? 'updated' : 'unchanged'
}

/** Columns of a row that is there already which follow the directory whatever the verdict. */
function keptRowColumns(
  now: number,
  environment: Environment,
  person: DirectoryUser,
  row: Row,
  facts: EligibilityFacts,
): readonly Row[] {
  if (facts.row === 'deleted') return []
  return [
    person.user ? profileColumns(environment, person.user, row) : {},
    licenseColumns(standingOf(facts).islicensed),
    { azurestate: AZURE_STATES[person.state], azuredeletedon: deletedOn(now, person, row) },
  ]
}

function verdictColumns({ standing, reason }: Verdict): Row {
  if (!standing) return { isdisabled: true, disabledreason: reason }
  const { accessmode, setupuser } = standing
  return { isdisabled: false, disabledreason: null, accessmode, setupuser }
}

function deletedOn(now: number, person: DirectoryUser, row: Row): Value {
  if (person.state === 'softDeleted') return person.deletedDateTime
  if (person.state === 'hardDeleted') return row.azuredeletedon ?? formatInstant(now)
  return null
}

/** The columns that are to change. No column is in two of the lists: putting them together first would cost more than this. */
function differences(row: Row, wanted: readonly Row[]): Row {
  const columns: Record<string, Value> = {}
  for (const part of wanted) {
    for (const name of Object.keys(part)) {
      const value = part[name] ?? null
      if ((row[name] ?? null) !== value) columns[name] = value
    }
  }
  return columns
}
