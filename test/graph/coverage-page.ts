import { permissionsOfRoute } from '../../src/surfaces/graph/authorize.js'
import type { Route } from '../../src/surfaces/graph/call.js'
import { routes } from '../../src/surfaces/graph/routes.js'

const INTRODUCTION = `# Coverage of Microsoft Graph

Written by \`npm run coverage\` from the table of routes, the catalog of permissions and a run of the suite. Permissions stand
with the least privileged one first; any one of them opens the operation. "tested" says whether the suite has seen the
operation succeed, or "refuses" where it has no other answer than an error; that it refuses who has no token, a foreign
one or no permission is tested for every operation.
`

/** COVERAGE.md, with what `mark` says of each operation in its last column. */
export function coveragePage(mark: (route: Route) => string): string {
  const sets = new Map<string, Route[]>()
  for (const route of routes) {
    const name = route.path.split('/')[1] || 'service document'
    sets.set(name, [...(sets.get(name) ?? []), route])
  }
  const sections = Array.from(sets, ([name, own]) => `## ${name}\n\n${tableOf(own, mark)}\n`)
  return [INTRODUCTION, ...sections].join('\n')
}

function tableOf(own: readonly Route[], mark: (route: Route) => string): string {
  const rows = own.map((route) => {
    const { delegated, application } = permissionsOfRoute(route) ?? { delegated: ['any'], application: ['any'] }
    return line(`\`${route.method} ${route.path}\``, delegated.join(', '), application.join(', '), mark(route))
  })
  return [line('operation', 'delegated', 'application', 'tested'), '|---|---|---|---|', ...rows].join('\n')
}

function line(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell || 'none').join(' | ')} |`
}
