import type { ArithmeticOperator, ComparisonOperator, Operator } from '../../nodes/expression.js'
import type { Evaluate } from '../compiled.js'
import { add } from './add.js'
import type { ArithmeticDefinition } from './arithmetic-operator.js'
import { div } from './div.js'
import { divby } from './divby.js'
import { eq } from './eq.js'
import { ge } from './ge.js'
import { gt } from './gt.js'
import { has } from './has.js'
import { le } from './le.js'
import { lt } from './lt.js'
import { mod } from './mod.js'
import { mul } from './mul.js'
import { ne } from './ne.js'
import { sub } from './sub.js'

/** The comparison operators by the word that stands for them. */
export const comparisons: Readonly<Record<ComparisonOperator, (left: Evaluate, right: Evaluate) => Evaluate>> = {
  eq,
  ne,
  gt,
  ge,
  lt,
  le,
  has,
}

/** The arithmetic operators by the word that stands for them. */
export const arithmetic: Readonly<Record<ArithmeticOperator, ArithmeticDefinition>> = { add, sub, mul, div, divby, mod }

/** How messages call the operators. */
export const operatorKinds: Readonly<Record<Operator, string>> = {
  eq: 'Equal',
  ne: 'NotEqual',
  gt: 'GreaterThan',
  ge: 'GreaterThanOrEqual',
  lt: 'LessThan',
  le: 'LessThanOrEqual',
  has: 'Has',
  in: 'In',
  and: 'And',
  or: 'Or',
  not: 'Not',
  add: 'Add',
  sub: 'Subtract',
  mul: 'Multiply',
  div: 'Divide',
  divby: 'Divide',
  mod: 'Modulo',
  negate: 'Negate',
}
