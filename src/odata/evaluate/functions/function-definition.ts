import type { Dialect } from '../../dialect.js'
import type { EdmType } from '../../nodes/literal.js'
import type { Compiled, Evaluate } from '../compiled.js'
import type { TypeClass } from '../type-class.js'

/** One way to call a function. Null and untyped arguments suit every way. */
export interface Signature {
  readonly takes: readonly TypeClass[]
  readonly gives: EdmType
}

export interface FunctionDefinition {
  readonly signatures: readonly Signature[]
  compile(given: readonly Compiled[], setting: FunctionSetting): Evaluate
}

export interface FunctionSetting {
  readonly dialect: Dialect
  readonly now: number
}

/** A function of its values alone; null where one of them is null. */
export function ofValues(compute: (...values: never[]) => unknown): FunctionDefinition['compile'] {
  return (given) => {
    const parts = given.map((part) => part.evaluate)
    return (row, variables) => {
      const values: unknown[] = []
      for (const part of parts) {
        const value = part(row, variables)
        if (value === null || value === undefined) return null
        values.push(value)
      }
      return compute(...(values as never[]))
    }
  }
}
