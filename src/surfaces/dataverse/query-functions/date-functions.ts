import type { NamedFunction, NamedFunctionCall } from '../../../odata/dialect.js'
import { DAY, dayOf, moved, type Period, periodOf, type Span, type Unit } from './calendar.js'
import { functionProperty, numberArgument, wrongArguments } from './function-property.js'

/** What a function takes that is told the property alone. */
export const nameOnly = [{ name: 'PropertyName' }]
/** What a function takes that compares the property with a value. */
export const nameAndValue = [{ name: 'PropertyName' }, { name: 'PropertyValue' }]

/** A function that holds for dates inside a span that follows from now: `Today`, `LastMonth`, `Next7Days`. */
export function periodFunction(period: Period, offset: number): NamedFunction {
  return spanFunction(nameOnly, ({ now }) => periodOf(now, period, offset))
}

/** `Last7Days`: from seven days ago, at midnight, until now. */
export function last7Days(): NamedFunction {
  return spanFunction(nameOnly, ({ now }) => ({ start: dayOf(now) - 7 * DAY, end: now + 1 }))
}

/** `Next7Days`: from now until the end of the seventh day. */
export function next7Days(): NamedFunction {
  return spanFunction(nameOnly, ({ now }) => ({ start: now, end: dayOf(now) + 8 * DAY }))
}

/** `LastXDays` and its like: the given number of units up to now. */
export function lastUnits(unit: Unit): NamedFunction {
  return spanFunction(nameAndValue, (call) => ({
    start: moved(call.now, unit, -numberArgument(call, 'PropertyValue')),
    end: call.now + 1,
  }))
}

/** `NextXDays` and its like: from now to so many units ahead. */
export function nextUnits(unit: Unit): NamedFunction {
  return spanFunction(nameAndValue, (call) => ({
    start: call.now,
    end: moved(call.now, unit, numberArgument(call, 'PropertyValue')) + 1,
  }))
}

/** `OlderThanXMonths` and its like. */
export function olderThan(unit: Unit): NamedFunction {
  return spanFunction(nameAndValue, (call) => ({
    start: Number.NEGATIVE_INFINITY,
    end: moved(call.now, unit, -numberArgument(call, 'PropertyValue')),
  }))
}

/** `On`, `OnOrAfter`, `OnOrBefore`: the day of the property against a given day. */
export function dayFunction(relation: 'on' | 'onOrAfter' | 'onOrBefore', negated = false): NamedFunction {
  return spanFunction(
    nameAndValue,
    (call) => {
      const day = dayOf(dateArgument(call))
      if (relation === 'on') return { start: day, end: day + DAY }
      if (relation === 'onOrAfter') return { start: day, end: Number.POSITIVE_INFINITY }
      return { start: Number.NEGATIVE_INFINITY, end: day + DAY }
    },
    negated,
  )
}

function dateArgument(call: NamedFunctionCall): number {
  const instant = Date.parse(String(call.arguments.get('PropertyValue')))
  if (Number.isNaN(instant)) throw wrongArguments(call, 'PropertyValue as a date')
  return instant
}

/** A function that holds for dates inside a span, or outside of it. */
export function spanFunction(
  parameters: NamedFunction['parameters'],
  span: (call: NamedFunctionCall) => Span,
  negated = false,
): NamedFunction {
  return instantFunction(parameters, (call) => {
    const { start, end } = span(call)
    return (instant) => (instant >= start && instant < end) !== negated
  })
}

/** A function that holds for some dates; of no date it is unknown whether it does. */
export function instantFunction(
  parameters: NamedFunction['parameters'],
  testOf: (call: NamedFunctionCall) => (instant: number) => boolean,
): NamedFunction {
  return {
    parameters,
    compile(call) {
      const property = functionProperty(call)
      const holds = testOf(call)
      return {
        test(row) {
          const value = property.get(row)
          return typeof value === 'string' ? holds(Date.parse(value)) : null
        },
      }
    },
  }
}
