import type { NamedFunction } from '../../../odata/dialect.js'
import { arrayArgument, comparable, functionProperty, wrongArguments } from './function-property.js'

const listParameters = [{ name: 'PropertyName' }, { name: 'PropertyValues' }]

/** `In` and `NotIn`: the property is, or is not, one of the values. */
export function inFunction(negated: boolean): NamedFunction {
  return {
    parameters: listParameters,
    compile(call) {
      const property = functionProperty(call)
      const values = arrayArgument(call, 'PropertyValues')
      const wanted = new Set(values.map((value) => comparable(value, property, call.dialect.fold)))
      const test = (row: unknown) => {
        const value = comparable(property.get(row), property, call.dialect.fold)
        return value === undefined ? negated : wanted.has(value) !== negated
      }
      return negated ? { test } : { test, only: { property: property.name, values } }
    },
  }
}

/** `Between` and `NotBetween`: two values, both included. */
export function betweenFunction(negated: boolean): NamedFunction {
  return {
    parameters: listParameters,
    compile(call) {
      const property = functionProperty(call)
      const [low, high, ...more] = arrayArgument(call, 'PropertyValues').map((value) =>
        comparable(value, property, call.dialect.fold),
      )
      if (low === undefined || high === undefined || more.length > 0) throw wrongArguments(call, 'two PropertyValues')
      return {
        test(row) {
          const value = comparable(property.get(row), property, call.dialect.fold)
          return value === undefined ? null : (value >= low && value <= high) !== negated
        },
      }
    },
  }
}

/** `ContainValues` and `DoesNotContainValues` of a column with several choices. */
export function containValuesFunction(negated: boolean): NamedFunction {
  return {
    parameters: listParameters,
    compile(call) {
      const property = functionProperty(call)
      const wanted = arrayArgument(call, 'PropertyValues').map(String)
      return {
        test(row) {
          const value = property.get(row)
          if (value === null || value === undefined) return negated
          const chosen = String(value).split(',')
          return wanted.some((each) => chosen.includes(each)) !== negated
        },
      }
    },
  }
}
