import { DomainError } from '../../kernel/errors.js'
import { guidOf } from '../../kernel/guid.js'
import { ODataProblem } from '../../odata/problem.js'
import type { Answer } from './answer.js'
import type { ErrorForm } from './error-form.js'
import { errorForms } from './error-table.js'
import { odataProblemForm } from './odata-problem-messages.js'
import { parsePreferences, wantsAnnotation } from './preferences.js'
import { accessDeniedMessage, missingPrivilegeMessage } from './privilege-errors.js'

/** A refusal of this surface's own that is said only once. */
export class RequestRefused extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'RequestRefused'
    this.status = status
    this.code = code
  }
}

/** The answer to an error, or undefined for what nobody foresaw. `prefer` is the request's header. */
export function presentError(error: unknown, prefer: string | undefined): Answer | undefined {
  const form = formOf(error)
  if (!form) return undefined
  const [status, code, message] = form
  const annotations = errorAnnotations(parsePreferences(prefer).annotations, form, error)
  return { status, json: { error: { code, message, ...annotations } } }
}

const GENERAL = '0x80060888'

function formOf(error: unknown): ErrorForm | undefined {
  if (error instanceof RequestRefused) return [error.status, error.code, error.message]
  if (error instanceof ODataProblem) {
    const { code, message } = odataProblemForm(error)
    return [400, code, message]
  }
  return error instanceof DomainError ? domainForm(error) : undefined
}

function domainForm({ word, details, message }: DomainError): ErrorForm {
  switch (word) {
    case 'privilegeMissing':
      return [403, '0x80040220', missingPrivilegeMessage(details)]
    case 'accessDenied':
      return [403, '0x80048306', accessDeniedMessage(details)]
    case 'payloadInvalid':
      return [400, '0x80048d19', String(details.message)]
    case 'choiceOutOfRange':
      return [
        400,
        '0x8004431a',
        `A validation error occurred.  The value ${details.value} of '${details.column}' on record of type '${details.table}' is outside the valid range. Accepted Values: ${String(details.accepted)}`,
      ]
    case 'alternateKeyTaken':
      return [412, '0x80060892', keyTakenMessage(details)]
  }
  const form = errorForms[word]
  return form ? [form[0], form[1], filled(form[2], details)] : [400, GENERAL, message]
}

function keyTakenMessage({ key, columns }: Readonly<Record<string, unknown>>): string {
  return `Entity Key ${key} violated. A record with the same value for ${String(columns)} already exists. A duplicate record cannot be created. Select one or more unique values and try again.`
}

function filled(template: string, details: Readonly<Record<string, unknown>>): string {
  let text = template
  for (const [name, value] of Object.entries(details)) text = text.replaceAll(`{${name}}`, String(value))
  return text
}

/** The members about an error that a client may ask for (Microsoft: Include additional details with errors). */
function errorAnnotations(
  patterns: readonly string[],
  [status, code, message]: ErrorForm,
  error: unknown,
): Record<string, string> {
  if (patterns.length === 0) return {}
  const word = error instanceof DomainError ? error.word : 'InvalidRequest'
  const link = `http://go.microsoft.com/fwlink/?LinkID=398563&error=Microsoft.Crm.CrmException%3a${code.slice(2)}&client=platform`
  const details = '@Microsoft.PowerApps.CDS.ErrorDetails.'
  const all: Record<string, string> = {
    [`${details}ApiExceptionSourceKey`]: 'Plugin/Microsoft.Crm.Common.ObjectModel.PlatformService',
    [`${details}ApiStepKey`]: guidOf('platform step'),
    [`${details}ApiDepthKey`]: '1',
    [`${details}ApiActivityIdKey`]: guidOf(message),
    [`${details}ApiPluginSolutionNameKey`]: 'System',
    [`${details}ApiStepSolutionNameKey`]: 'System',
    [`${details}ApiExceptionCategory`]: 'ClientError',
    [`${details}ApiExceptionMessageName`]: word.charAt(0).toUpperCase() + word.slice(1),
    [`${details}ApiExceptionHttpStatusCode`]: String(status),
    '@Microsoft.PowerApps.CDS.HelpLink': link,
    '@Microsoft.PowerApps.CDS.InnerError.Message': message,
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => wantsAnnotation(patterns, name.slice(1))))
}
