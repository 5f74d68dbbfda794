import { modelOf } from '../../domain/dataverse/model.js'
import { findEnvironment } from '../../domain/provisioning/find-environment.js'
import { type ImportedColumns, type ImportedRow, importRow } from '../../domain/provisioning/import-row.js'
import { DomainError } from '../../kernel/errors.js'
import { badRequest, notFound } from './control-refused.js'
import type { ControlRooms } from './rooms.js'
import { requireTenant } from './tenants.js'

export interface ImportRequest {
  /** The first tenant that has the environment, unless given. */
  readonly tenantId?: string | undefined
  /** Unique name or id. */
  readonly environment: string
  /** Logical name or entity set name. */
  readonly table: string
  /** Columns by logical name; rows that a column refers to by name, users by user name, all of them also by id. */
  readonly rows: readonly ImportedColumns[]
}

/** What became of one row. */
export interface ImportLine {
  /** Its place in `rows`. */
  readonly row: number
  readonly outcome: 'imported' | 'failed'
  readonly id: string | null
  readonly message: string
  /** User names for which a stub user was made. */
  readonly stubs: readonly string[]
  readonly warnings: readonly string[]
}

export interface ImportLog {
  readonly log: readonly ImportLine[]
}

/** Imports rows one by one: one that fails does not hold up the others. Throws `ControlRefused`. */
export async function importRows(rooms: ControlRooms, request: ImportRequest): Promise<ImportLog> {
  const { access, store } = rooms
  const { tenant, environment } = placeOf(rooms, request)
  if (!environment.hasDatabase)
    throw badRequest(`The environment "${request.environment}" has no Dataverse database.`, '/environment')
  const model = modelOf(environment)
  const table = model.table(request.table) ?? model.tableOfSet(request.table)
  if (!table) throw badRequest(`The environment has no table "${request.table}".`, '/table')
  const log = request.rows.map((columns, row) => {
    try {
      return lineOf(
        row,
        access.write(tenant, { kind: 'control', id: 'import' }, (transaction) =>
          importRow(transaction, environment, table, columns),
        ),
      )
    } catch (error) {
      if (error instanceof DomainError) return failure(row, error)
      throw error
    }
  })
  await store.durable()
  return { log }
}

function placeOf({ access }: ControlRooms, { tenantId, environment: name }: ImportRequest) {
  const tenants = tenantId === undefined ? access.tenants() : [requireTenant(access, tenantId, '/tenantId')]
  for (const tenant of tenants) {
    const environment = findEnvironment(access.read(tenant), name)
    if (environment) return { tenant, environment }
  }
  throw notFound(`There is no environment "${name}"; GET /_emulator/info lists those there are.`, '/environment')
}

function lineOf(row: number, { id, stubs, ambiguous }: ImportedRow): ImportLine {
  const warnings = [
    ...stubs.map(
      (name) =>
        `Nobody in the environment is called ${name}: a stub user was made. Add the user to the directory with a license and let it be synchronized before importing; it gets a second row of that name otherwise.`,
    ),
    ...ambiguous.map((name) => `Several users are called ${name}: the row belongs to the one that is synchronized.`),
  ]
  return { row, outcome: 'imported', id, message: 'The row was imported.', stubs, warnings }
}

const SENTENCES: Readonly<Record<string, (details: DomainError['details']) => string>> = {
  importColumnUnknown: ({ table, column }) => `The table ${table} has no column "${column}".`,
  importReferenceMissing: ({ column, value, targets }) =>
    `"${value}" in the column "${column}" names no row of ${targets}: import that row first, or name it by its id.`,
  stubRoleMissing: ({ role }) =>
    `A stub user cannot be made: the environment has no security role "${role}" (system_user_roles). Make the role, or add the user first.`,
}

function failure(row: number, { word, details }: DomainError): ImportLine {
  const message = SENTENCES[word]?.(details) ?? `The row was refused (${word}).`
  return { row, outcome: 'failed', id: null, message, stubs: [], warnings: [] }
}
