import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../access.js'
import { requireAccess } from '../access-check.js'
import { customLinks } from '../custom-links.js'
import { inheritAccess } from '../inherited-access.js'
import { type LinkRules, linkRules } from '../link-rules.js'
import type { Navigation } from '../metadata.js'
import { requiredTable } from '../model.js'
import { modifiedStamp } from '../row-stamps.js'
import { type Session, userIdOf } from '../session.js'
import { type Row, replaceRow } from '../tables.js'
import { referencedRow, requireAppendTo } from './lookup-access.js'
import { withoutColumn, withoutNulls } from './read-columns.js'
import { noInput, type RowReference } from './record-input.js'
import { updateRecord } from './update-record.js'

type ManyNavigation = Extract<Navigation, { kind: 'many' }>

/**
 * Links two rows through a navigation property of the first. Throws `rowMissing`, `linkExists`, the refusals of
 * privileges and of the relationship's own rules.
 */
export function linkRecords(
  transaction: Transaction,
  session: Session,
  navigation: Navigation,
  from: RowReference,
  to: RowReference,
): void {
  if (navigation.kind === 'single') setLookup(transaction, session, navigation.column, from, to)
  else {
    requireTarget(navigation.target, to)
    if (navigation.kind === 'collection') setLookup(transaction, session, navigation.column, to, from)
    else changeLink('link', transaction, session, navigation, from, to)
  }
}

/** Ends a link. Throws `linkMissing`, `rowMissing`, the refusals of privileges and of the relationship's own rules. */
export function unlinkRecords(
  transaction: Transaction,
  session: Session,
  navigation: Navigation,
  from: RowReference,
  to: RowReference | undefined,
): void {
  if (navigation.kind === 'single') clearLookup(transaction, session, navigation.column, from, to)
  else if (!to) throw new DomainError('linkMissing')
  else {
    requireTarget(navigation.target, to)
    if (navigation.kind === 'collection') clearLookup(transaction, session, navigation.column, to, from)
    else changeLink('unlink', transaction, session, navigation, from, to)
  }
}

function changeLink(
  change: 'link' | 'unlink',
  transaction: Transaction,
  session: Session,
  navigation: ManyNavigation,
  from: RowReference,
  to: RowReference,
): void {
  const rules = rulesOfLink(session, navigation)
  if (!rules) throw new DomainError('messageNotSupported', { table: navigation.intersectTable, operation: change })
  const [first, second] = inOrder(navigation, from, to)
  requireAppending(transaction, session, first, second)
  rules[change](transaction, session, first.id, second.id)
}

function rulesOfLink({ model }: Session, { relationship, intersectTable }: ManyNavigation): LinkRules | undefined {
  return model.table(intersectTable)?.isCustom ? customLinks(relationship) : linkRules[relationship.schemaName]
}

function setLookup(
  transaction: Transaction,
  session: Session,
  column: string,
  row: RowReference,
  value: RowReference,
): void {
  const table = requiredTable(session.model, row.table)
  updateRecord(transaction, session, table, row.id, { ...noInput, lookups: { [column]: value } })
}

function clearLookup(
  transaction: Transaction,
  session: Session,
  column: string,
  row: RowReference,
  value: RowReference | undefined,
): void {
  const table = requiredTable(session.model, row.table)
  const before = referencedRow(transaction, session, row)
  requireAccess(transaction, session, table, 'Write', before)
  if (!before[column] || (value && before[column] !== value.id)) throw new DomainError('linkMissing')
  const stamp = modifiedStamp(transaction, session.environment, userIdOf(session))
  const after = withoutNulls({ ...withoutColumn(table, before, column), ...stamp })
  const cleared = replaceRow(transaction, session.environment, row.table, after)
  inheritAccess(transaction, session.environment, { table, row: cleared })
}

function requireTarget(table: string, reference: RowReference): void {
  if (reference.table !== table) throw new DomainError('linkTargetWrong', { expected: table, found: reference.table })
}

/** The two ends in the order of the relationship: its first table first. */
function inOrder(
  navigation: ManyNavigation,
  from: RowReference,
  to: RowReference,
): readonly [RowReference, RowReference] {
  return navigation.ownColumn === navigation.relationship.column1 ? [from, to] : [to, from]
}

function requireAppending(transaction: Transaction, session: Session, first: RowReference, second: RowReference): void {
  const row: Row = referencedRow(transaction, session, first)
  requireAccess(transaction, session, requiredTable(session.model, first.table), 'Append', row)
  requireAppendTo(transaction, session, second)
}
