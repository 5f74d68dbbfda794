import { DomainError } from '../../../kernel/errors.js'
import { rightsOnRows } from '../privilege-catalog.js'
import { canHaveRecordTeams, tableOfCode } from '../record-teams.js'
import type { Session } from '../session.js'
import type { Row } from '../tables.js'
import type { TableRules } from './table-rules.js'

/** Team templates are about a table that has access teams, and give rights that can be shared. */
export const teamTemplateRules: TableRules = {
  check: (_transaction, session, row) => requireValidTemplate(session, row),
  update(_transaction, session, before, changes) {
    requireValidTemplate(session, { ...before, ...changes })
    return changes
  },
}

function requireValidTemplate({ model }: Session, template: Row): void {
  const table = tableOfCode(model, template.objecttypecode)
  if (!table || !canHaveRecordTeams(model, table)) throw new DomainError('tableWithoutAccessTeams')
  const mask = Number(template.defaultaccessrightsmask ?? 0)
  if (mask <= 0 || (mask & ~rightsOnRows) !== 0) throw new DomainError('templateRightsInvalid')
}
