import { DIRECTORY_EXTENSION } from '../../../domain/directory/extension-values.js'
import type { ODataProblem } from '../../../odata/problem.js'
import { gatewayRefusal, unsupportedQuery, type WireError } from './wire-error.js'

/** A problem in a query option, in Graph's words. */
export function odataError(problem: ODataProblem): WireError {
  const { details, option } = problem
  switch (details.reason) {
    case 'unknownProperty':
      // Whether there is such an extension only the directory knows, behind the gateway.
      if (option === '$filter' && DIRECTORY_EXTENSION.test(details.property)) {
        return unsupportedQuery(
          `Property '${details.property}' does not exist as a declared property or extension property.`,
        )
      }
      return unknownProperty(option, `Could not find a property named '${details.property}' on type '${details.type}'.`)
    case 'unsupportedFunction':
      return unsupportedQuery(`Filter operator '${details.function}' is not supported.`)
    case 'unsupportedOperator':
      return unsupportedQuery(`Filter operator '${details.kind}' is not supported.`)
    case 'unsupportedLambda':
      return unsupportedQuery(`Filter operator '${details.quantifier}' is not supported.`)
    case 'unknownFunction':
      return unsupportedQuery(`An unknown function with name '${details.function}' was found.`)
    case 'tooManyConditions':
      return unsupportedQuery(
        `Too many child clauses specified in search filter expression containing 'OR' operators: ${details.count}. Max allowed: ${details.limit}.`,
      )
    case 'invalidOption':
      return gatewayRefusal(`Invalid value '${details.value}' for ${details.name} query option found.`)
    case 'unsupportedOption':
      return gatewayRefusal(`The query parameter '${details.name}' is not supported.`)
    default:
      return syntax(option, syntaxMessage(problem))
  }
}

function syntaxMessage({ details, position, text }: ODataProblem): string {
  const place = `at position ${position} in '${text}'`
  switch (details.reason) {
    case 'unterminatedLiteral':
      return `There is an unterminated string literal ${place}.`
    case 'invalidCharacter':
      return `Syntax error: character '${details.character}' is not valid ${place}.`
    case 'unrecognizedLiteral':
      return `Unrecognized '${details.type}' literal '${details.literal}' ${place}.`
    case 'incompatibleOperands':
      return `A binary operator with incompatible types was detected. Found operand types '${details.left}' and '${details.right}' for operator kind '${details.kind}'.`
    default:
      return `Syntax error ${place}.`
  }
}

function unknownProperty(option: string, message: string): WireError {
  const parsing = option === '$select' || option === '$expand'
  return gatewayRefusal(parsing ? `Parsing OData Select and Expand failed: ${message}` : message)
}

function syntax(option: string, message: string): WireError {
  return gatewayRefusal(option === '$filter' ? `Invalid filter clause: ${message}` : message)
}
