import { bulkDeleteOperationRules } from './rules/bulkdeleteoperation.js'
import { businessUnitRules } from './rules/businessunit.js'
import { roleRules } from './rules/role.js'
import { systemuserRules } from './rules/systemuser.js'
import type { TableRules } from './rules/table-rules.js'
import { teamRules } from './rules/team.js'
import { teamTemplateRules } from './rules/teamtemplate.js'
import { viewRules } from './rules/view.js'

const rules: Readonly<Record<string, TableRules>> = {
  systemuser: systemuserRules,
  role: roleRules,
  team: teamRules,
  teamtemplate: teamTemplateRules,
  savedquery: viewRules,
  userquery: viewRules,
  businessunit: businessUnitRules,
  bulkdeleteoperation: bulkDeleteOperationRules,
}

/** The rules of a table that has any of its own. */
export function rulesOf(table: string): TableRules | undefined {
  return rules[table]
}
