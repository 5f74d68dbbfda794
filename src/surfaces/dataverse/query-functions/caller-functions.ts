import { rowsOf } from '../../../domain/dataverse/tables.js'
import { teamIdsOf } from '../../../domain/dataverse/team-members.js'
import type { NamedFunction } from '../../../odata/dialect.js'
import { type RequestContext, readerOf } from '../context.js'
import { functionProperty } from './function-property.js'

/** A function that compares a property with ids that follow from who is calling (the impersonated user). */
export function callerFunction(ids: (context: RequestContext) => Iterable<string>, negated = false): NamedFunction {
  return {
    parameters: [{ name: 'PropertyName' }],
    compile(call) {
      const property = functionProperty(call)
      const values = [...ids(call.context as RequestContext)]
      const wanted = new Set(values)
      const test = (row: unknown) => {
        const value = property.get(row)
        return (typeof value === 'string' && wanted.has(value)) !== negated
      }
      return negated ? { test } : { test, only: { property: property.name, values } }
    },
  }
}

/** The id behind `EqualUserId`. */
export function callerId({ session }: RequestContext): string[] {
  return [String(session.user.systemuserid)]
}

/** The id behind `EqualBusinessId`. */
export function callerUnit({ session }: RequestContext): string[] {
  return [String(session.user.businessunitid)]
}

/** The ids behind `EqualUserTeams`. */
export function callerTeams(context: RequestContext): string[] {
  return [...teamIdsOf(readerOf(context), context.environment, String(context.session.user.systemuserid))]
}

/** The caller and everybody who reports to the caller, directly or through others. */
export function callerHierarchy(context: RequestContext): string[] {
  const users = rowsOf(readerOf(context), context.environment, 'systemuser')
  const found = new Set(callerId(context))
  for (const manager of found) {
    for (const report of users.find('parentsystemuserid', manager)) found.add(String(report.systemuserid))
  }
  return [...found]
}
