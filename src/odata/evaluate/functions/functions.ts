import { ceiling } from './ceiling.js'
import { concat } from './concat.js'
import { contains } from './contains.js'
import { date } from './date.js'
import { day } from './day.js'
import { endswith } from './endswith.js'
import { floor } from './floor.js'
import { fractionalseconds } from './fractionalseconds.js'
import type { FunctionDefinition } from './function-definition.js'
import { hour } from './hour.js'
import { indexof } from './indexof.js'
import { length } from './length.js'
import { maxdatetime } from './maxdatetime.js'
import { mindatetime } from './mindatetime.js'
import { minute } from './minute.js'
import { month } from './month.js'
import { now } from './now.js'
import { round } from './round.js'
import { second } from './second.js'
import { startswith } from './startswith.js'
import { substring } from './substring.js'
import { time } from './time.js'
import { tolower } from './tolower.js'
import { totaloffsetminutes } from './totaloffsetminutes.js'
import { totalseconds } from './totalseconds.js'
import { toupper } from './toupper.js'
import { trim } from './trim.js'
import { year } from './year.js'

/** The functions of the language by name; `cast` and `isof` take types and stand apart. */
export const functions: ReadonlyMap<string, FunctionDefinition> = new Map(
  Object.entries({
    ceiling,
    concat,
    contains,
    date,
    day,
    endswith,
    floor,
    fractionalseconds,
    hour,
    indexof,
    length,
    maxdatetime,
    mindatetime,
    minute,
    month,
    now,
    round,
    second,
    startswith,
    substring,
    time,
    tolower,
    totaloffsetminutes,
    totalseconds,
    toupper,
    trim,
    year,
  }),
)
