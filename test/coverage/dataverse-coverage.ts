import { describedOperations } from '../dataverse/described-responses.js'
import { operationExamples } from '../dataverse/operation-examples.js'
import { coverageOf, type Mark, tableOf } from './coverage-table.js'

const INTRODUCTION = `Written by the same command from \`openapi/dataverse.yaml\` and a run of the suite. All of the privileges are needed, at the depth
that reaches the row; \`{Table}\` stands for the table of the entity set, \`{Related}\` for the one at the other end. That each
operation opens to exactly these, and is refused where one of them is missing, is tested for every operation; whoever has no role at
all is refused everywhere. References in a body ask for Append and AppendTo besides, \`ownerid\` for Assign; a \`PATCH\` that makes a
row asks for Create; the \`$ref\` of a relationship of many rows to many for Append and AppendTo; a batch for what its parts ask for.
"none" says that any user with a role may call.`

/** The operations of the Dataverse Web API: generic ones, those on definitions, functions and actions. */
export function dataverseCoverage(mark: Mark): string {
  const sections = new Map<string, (readonly string[])[]>()
  for (const { operationId, method, path } of describedOperations) {
    const asks = operationExamples.get(operationId)?.asks ?? []
    const section = sectionOf(operationId, path)
    const row = [`\`${method} ${path}\``, asks.join(', '), mark(operationId)]
    sections.set(section, [...(sections.get(section) ?? []), row])
  }
  const tables = [...sections]
    .sort()
    .map(([name, rows]) => [name, tableOf(['operation', 'privileges', 'tested'], rows)] as const)
  return coverageOf('Coverage of the Dataverse Web API', INTRODUCTION, new Map(tables))
}

function sectionOf(operationId: string, path: string): string {
  if (path.includes('Definitions')) return 'tables and columns'
  // Functions and actions go by the names that they have on the wire.
  return /^dataverse\.[A-Z]/.test(operationId) ? 'functions and actions' : 'rows'
}
