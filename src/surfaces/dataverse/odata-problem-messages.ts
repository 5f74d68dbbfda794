import type { ODataProblem, ProblemDetails } from '../../odata/problem.js'

export interface ODataProblemForm {
  readonly code: string
  readonly message: string
}

const GENERAL = '0x80060888'

/** How the service words what the OData engine refuses. */
export function odataProblemForm(problem: ODataProblem): ODataProblemForm {
  const { details } = problem
  switch (details.reason) {
    case 'tooManyConditions':
    case 'invalidPosition':
    case 'invalidOption':
    case 'unsupportedOption':
      return optionForm(details)
    default:
      return general(expressionMessage(problem))
  }
}

function expressionMessage({ details, position, text }: ODataProblem): string {
  switch (details.reason) {
    case 'unknownProperty':
      return `Could not find a property named '${details.property}' on type '${details.type}'.`
    case 'unterminatedLiteral':
      return `There is an unterminated literal at position ${position} in '${text}'.`
    case 'unrecognizedLiteral':
      return `Unrecognized '${details.type}' literal '${details.literal}' at '${position}' in '${text}'.`
    case 'incompatibleOperands':
      return `A binary operator with incompatible types was detected. Found operand types '${details.left}' and '${details.right}' for operator kind '${details.kind}'.`
    case 'incompatibleOperand':
      return `A unary operator with an incompatible type was detected. Found operand type '${details.operand}' for operator kind '${details.kind}'.`
    case 'invalidJson':
      return `Invalid JSON. A comma character '${details.expected}' was expected in scope '${details.scope}'. Every two elements in an array and properties of an object must be separated by commas.`
    case 'unknownFunction':
    case 'unsupportedFunction':
      return `An unknown function with name '${details.function}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.`
    case 'unsupportedOperator':
      return `The query node ${details.kind} is not supported`
    case 'notSingle':
    case 'notCollection':
      return `The property '${details.property}' cannot be used here.`
    case 'wrongArguments':
      return `No function signature for the function with name '${details.function}' matches the specified arguments. The function signatures considered are: ${details.expected}.`
    default:
      return `Syntax error at position ${position} in '${text}'.`
  }
}

/** What concerns an option as a whole. */
function optionForm(
  details: Extract<
    ProblemDetails,
    { reason: 'tooManyConditions' | 'invalidPosition' | 'invalidOption' | 'unsupportedOption' }
  >,
): ODataProblemForm {
  switch (details.reason) {
    case 'tooManyConditions':
      return { code: '0x8004430c', message: 'Number of conditions in query exceeded maximum limit.' }
    case 'invalidPosition':
      return { code: '0x80041129', message: 'Order by columns do not match those in paging cookie.' }
    case 'invalidOption':
      return general(`Invalid value '${details.value}' for ${details.name} query option found.`)
    case 'unsupportedOption':
      return general(unsupportedOption(details.name))
  }
}

function unsupportedOption(name: string): string {
  if (name === '$skip') return 'Skip Clause is not supported in CRM'
  return `The query parameter ${name} is not supported`
}

function general(message: string): ODataProblemForm {
  return { code: GENERAL, message }
}
