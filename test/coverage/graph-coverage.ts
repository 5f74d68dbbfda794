import { permissionsOfRoute } from '../../src/surfaces/graph/authorize.js'
import type { Route } from '../../src/surfaces/graph/call.js'
import { routes } from '../../src/surfaces/graph/routes.js'
import { coverageOf, type Mark, tableOf } from './coverage-table.js'

const INTRODUCTION = `Written by \`npm run coverage\` from the table of routes, the catalog of permissions and a run of the suite. Permissions stand
with the least privileged one first; any one of them opens the operation. "tested" says whether the suite has seen the
operation succeed, or "refuses" where it has no other answer than an error; that it refuses who has no token, a foreign
one or no permission is tested for every operation.`

/** The operations of Microsoft Graph by the first segment of their paths. */
export function graphCoverage(mark: Mark): string {
  const sets = new Map<string, Route[]>()
  for (const route of routes) {
    const name = route.path.split('/')[1] || 'service document'
    sets.set(name, [...(sets.get(name) ?? []), route])
  }
  const sections = new Map(Array.from(sets, ([name, own]) => [name, routeTable(own, mark)] as const))
  return coverageOf('Coverage of Microsoft Graph', INTRODUCTION, sections)
}

function routeTable(own: readonly Route[], mark: Mark): string {
  const rows = own.map((route) => {
    const { delegated, application } = permissionsOfRoute(route) ?? { delegated: ['any'], application: ['any'] }
    const operation = `\`${route.method} ${route.path}\``
    return [operation, delegated.join(', '), application.join(', '), mark(route.operationId)]
  })
  return tableOf(['operation', 'delegated', 'application', 'tested'], rows)
}
