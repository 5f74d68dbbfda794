import type { NamedFunction, NamedFunctionCall } from '../../../odata/dialect.js'
import type { RequestContext } from '../context.js'
import type { Span } from './calendar.js'
import { instantFunction, nameAndValue, nameOnly, spanFunction } from './date-functions.js'
import { type FiscalCalendar, fiscalCalendarOf } from './fiscal-calendar.js'
import { numberArgument, wrongArguments } from './function-property.js'

const nameAndTwoValues = [{ name: 'PropertyName' }, { name: 'PropertyValue1' }, { name: 'PropertyValue2' }]

type Unit = 'Year' | 'Period'

/** `ThisFiscalYear`, `LastFiscalPeriod` and their like. */
export function fiscalFunction(unit: Unit, offset: number): NamedFunction {
  return spanFunction(nameOnly, (call) => fromNow(call, unit, offset))
}

/** `LastXFiscalYears` and its like: so many whole years or periods before the current one. */
export function lastFiscal(unit: Unit): NamedFunction {
  return spanFunction(nameAndValue, (call) => ({
    start: fromNow(call, unit, -countArgument(call)).start,
    end: fromNow(call, unit, 0).start,
  }))
}

/** `NextXFiscalYears` and its like: so many whole years or periods after the current one. */
export function nextFiscal(unit: Unit): NamedFunction {
  return spanFunction(nameAndValue, (call) => ({
    start: fromNow(call, unit, 0).end,
    end: fromNow(call, unit, countArgument(call)).end,
  }))
}

/** `InFiscalYear`: the year goes by the name that the organization displays. */
export function inFiscalYear(): NamedFunction {
  return spanFunction(nameAndValue, (call) => calendarOf(call).year(wholeArgument(call, 'PropertyValue')))
}

/** `InFiscalPeriod`: a period of that number, of any year. */
export function inFiscalPeriod(): NamedFunction {
  return instantFunction(nameAndValue, (call) => {
    const calendar = calendarOf(call)
    const number = periodArgument(call, 'PropertyValue', calendar)
    return (instant) => calendar.periodAt(instant).number === number
  })
}

/** `InFiscalPeriodAndYear`, and what lies before or after as well. */
export function inFiscalPeriodAndYear(relation: 'in' | 'orBefore' | 'orAfter'): NamedFunction {
  return spanFunction(nameAndTwoValues, (call) => {
    const calendar = calendarOf(call)
    const number = periodArgument(call, 'PropertyValue1', calendar)
    const { start, end } = calendar.period(number, wholeArgument(call, 'PropertyValue2'))
    return {
      start: relation === 'orBefore' ? Number.NEGATIVE_INFINITY : start,
      end: relation === 'orAfter' ? Number.POSITIVE_INFINITY : end,
    }
  })
}

function calendarOf(call: NamedFunctionCall): FiscalCalendar {
  return fiscalCalendarOf(call.context as RequestContext)
}

/** The year or period that lies so many from the current one. */
function fromNow(call: NamedFunctionCall, unit: Unit, offset: number): Span {
  const calendar = calendarOf(call)
  const { number, year } = calendar.periodAt(call.now)
  return unit === 'Year' ? calendar.year(year + offset) : calendar.period(number + offset, year)
}

function wholeArgument(call: NamedFunctionCall, name: string): number {
  const value = numberArgument(call, name)
  if (!Number.isSafeInteger(value)) throw wrongArguments(call, `${name} as a whole number`)
  return value
}

function countArgument(call: NamedFunctionCall): number {
  const count = wholeArgument(call, 'PropertyValue')
  if (count < 1) throw wrongArguments(call, 'PropertyValue above zero')
  return count
}

function periodArgument(call: NamedFunctionCall, name: string, { periodsPerYear }: FiscalCalendar): number {
  const number = wholeArgument(call, name)
  if (number < 1 || number > periodsPerYear)
    throw wrongArguments(call, `${name} as a fiscal period, from 1 to ${periodsPerYear}`)
  return number
}
