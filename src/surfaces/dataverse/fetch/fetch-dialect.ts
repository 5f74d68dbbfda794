import type { Dialect, NamedFunction } from '../../../odata/dialect.js'
import { compileLike } from '../../../odata/evaluate/functions/like.js'
import { dataverseDialect } from '../dataverse-dialect.js'
import { functionProperty } from '../query-functions/function-property.js'

/** `Like` and `NotLike`, which only FetchXML can say: the whole text has the form of the pattern. Nothing is unlike everything. */
function likeFunction(negated: boolean): NamedFunction {
  return {
    parameters: [{ name: 'PropertyName' }, { name: 'PropertyValue' }],
    compile(call) {
      const property = functionProperty(call)
      const { fold } = call.dialect
      const matches = compileLike(fold(String(call.arguments.get('PropertyValue'))))
      return {
        test(row) {
          const value = property.get(row)
          if (value === null || value === undefined) return negated
          return matches(fold(String(value))) !== negated
        },
      }
    },
  }
}

/** What conditions of FetchXML are compiled with. */
export const fetchDialect: Dialect = {
  ...dataverseDialect,
  namedFunctions: new Map([
    ...dataverseDialect.namedFunctions,
    ['Microsoft.Dynamics.CRM.Like', likeFunction(false)],
    ['Microsoft.Dynamics.CRM.NotLike', likeFunction(true)],
  ]),
}
