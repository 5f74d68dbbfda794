import { DomainError } from '../../kernel/errors.js'
import type { Reader, Transaction } from '../access.js'
import { requireAccess, requirePrivilege } from './access-check.js'
import { effectivePrivileges } from './effective-privileges.js'
import type { Environment } from './environment-rows.js'
import { shareRow } from './inherited-access.js'
import { type TableMetadata, typeColumnOf } from './metadata.js'
import { type Model, requiredTable } from './model.js'
import { privilegeCatalog, type Right, rightBits } from './privilege-catalog.js'
import { referencedRow } from './records/lookup-access.js'
import type { RowReference } from './records/record-input.js'
import { type Session, userIdOf } from './session.js'
import { type Row, rowsOf, type Value } from './tables.js'
import { linkTeamMember, unlinkTeamMember } from './team-members.js'
import { createTeam, teamTypes } from './teams.js'

const REGARDING = 'regardingobjectid'

/** Which row somebody shall work on, and as whom. */
export interface RecordTeamMember {
  readonly user: RowReference
  readonly record: RowReference
  readonly template: RowReference
}

/**
 * Puts a user into the access team that a row has for a template; the first one brings the team, which the row is
 * shared with as the template says then. Answers with the team's id. Throws `linkTargetWrong` for a row of another
 * table than the template's, `rowMissing`, `recordTeamMemberExists`, `memberLacksPrivilege`, and the refusals of
 * privileges (Microsoft: Use access teams and owner teams to collaborate and share information).
 */
export function addUserToRecordTeam(transaction: Transaction, session: Session, member: RecordTeamMember): string {
  const { environment } = session
  const { table, template, user } = requireTemplateAccess(transaction, session, member)
  requireMemberPrivileges(transaction, environment, table, template, user)
  const team =
    findRecordTeam(transaction, environment, member) ?? createRecordTeam(transaction, session, template, member)
  const teamid = String(team.teamid)
  if (!linkTeamMember(transaction, environment, teamid, member.user.id)) throw new DomainError('recordTeamMemberExists')
  return teamid
}

/**
 * Takes a user out of the access team that a row has for a template. The team stays when nobody is left in it, and goes
 * with the row or the template. Answers with the team's id. Throws `linkMissing` and what `addUserToRecordTeam` does.
 */
export function removeUserFromRecordTeam(transaction: Transaction, session: Session, member: RecordTeamMember): string {
  requireTemplateAccess(transaction, session, member)
  const team = findRecordTeam(transaction, session.environment, member)
  const teamid = String(team?.teamid)
  if (!team || !unlinkTeamMember(transaction, session.environment, teamid, member.user.id))
    throw new DomainError('linkMissing')
  return teamid
}

/**
 * Whether rows of a table can have access teams of their own: those to which the teams' lookup leads. In the service a
 * switch of the table (`AutoCreateAccessTeams`) makes that relationship; here it counts as thrown for every table of
 * business data.
 */
export function canHaveRecordTeams(model: Model, { logicalName }: TableMetadata): boolean {
  return model.referencesTo(logicalName).some(({ from, column }) => from === 'team' && column === REGARDING)
}

/** The table with an object type code. */
export function tableOfCode(model: Model, code: Value | undefined): TableMetadata | undefined {
  const name = model.tableNames.find((each) => code !== null && model.table(each)?.objectTypeCode === code)
  return name === undefined ? undefined : model.table(name)
}

function findRecordTeam(
  reader: Reader,
  environment: Environment,
  { record, template }: RecordTeamMember,
): Row | undefined {
  for (const team of rowsOf(reader, environment, 'team').find(REGARDING, record.id)) {
    if (team.systemmanaged && team.teamtemplateid === template.id) return team
  }
  return undefined
}

function createRecordTeam(
  transaction: Transaction,
  session: Session,
  template: Row,
  { record }: RecordTeamMember,
): Row {
  const { environment } = session
  const columns = {
    name: `${record.id}+${template.teamtemplateid}`,
    teamtype: teamTypes.access,
    systemmanaged: true,
    teamtemplateid: template.teamtemplateid ?? null,
    [REGARDING]: record.id,
    [typeColumnOf(REGARDING)]: record.table,
  }
  const team = createTeam(transaction, environment, columns, userIdOf(session))
  const principal = { id: String(team.teamid), table: 'team' } as const
  shareRow(transaction, environment, record, principal, Number(template.defaultaccessrightsmask), 'grant')
  return team
}

/** Who changes such a team shares the row, and can give no rights on it that are not held. */
function requireTemplateAccess(reader: Reader, session: Session, member: RecordTeamMember) {
  const record = referencedRow(reader, session, member.record)
  const template = referencedRow(reader, session, member.template)
  const user = referencedRow(reader, session, member.user)
  const { model } = session
  requireAccess(reader, session, requiredTable(model, 'systemuser'), 'Read', user)
  requireAccess(reader, session, requiredTable(model, 'teamtemplate'), 'Read', template)
  const table = requiredTable(model, member.record.table)
  const expected = tableOfCode(model, template.objecttypecode)
  if (expected !== table)
    throw new DomainError('linkTargetWrong', { expected: expected?.logicalName, found: table.logicalName })
  requirePrivilege(reader, session, table, 'Share')
  for (const right of rightsOf(template)) requireAccess(reader, session, table, right, record)
  return { table, template, user }
}

/** Who joins must hold, at whatever depth, the privileges whose rights the team gives. */
function requireMemberPrivileges(
  reader: Reader,
  environment: Environment,
  table: TableMetadata,
  template: Row,
  user: Row,
): void {
  const { reach } = effectivePrivileges(reader, environment, user)
  for (const right of rightsOf(template)) {
    const privilege = privilegeCatalog(environment).forTable(table.logicalName, right)
    if (privilege && !reach(privilege.name))
      throw new DomainError('memberLacksPrivilege', { privilege: privilege.name })
  }
}

/** The rights of a template. Nobody works on a row without reading it. */
function rightsOf(template: Row): readonly Right[] {
  const mask = Number(template.defaultaccessrightsmask) | rightBits.Read
  return (Object.keys(rightBits) as Right[]).filter((right) => (mask & rightBits[right]) !== 0)
}
