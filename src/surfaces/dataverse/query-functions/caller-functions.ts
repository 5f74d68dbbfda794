import { rowsOf } from '../../../domain/dataverse/tables.js'
import { teamIdsOf } from '../../../domain/dataverse/team-members.js'
import type { NamedFunction } from '../../../odata/dialect.js'
import { type RequestContext, readerOf } from '../context.js'
import { functionProperty } from './function-property.js'

/** A function that compares a property with values that follow from who is calling (the impersonated user). */
export function callerFunction(
  valuesOf: (context: RequestContext) => Iterable<string | number>,
  negated = false,
): NamedFunction {
  return {
    parameters: [{ name: 'PropertyName' }],
    compile(call) {
      const property = functionProperty(call)
      const values = [...valuesOf(call.context as RequestContext)]
      const wanted = new Set<unknown>(values)
      const test = (row: unknown) => wanted.has(property.get(row)) !== negated
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

/** The language of the caller's user interface, which is the organization's where nobody has chosen another. */
export function callerLanguage(context: RequestContext): number[] {
  const { environment, session } = context
  const reader = readerOf(context)
  const settings = rowsOf(reader, environment, 'usersettings').get(String(session.user.systemuserid))
  const organization = rowsOf(reader, environment, 'organization').get(environment.organizationId ?? '')
  return [Number(settings?.uilanguageid) || Number(organization?.languagecode)]
}
