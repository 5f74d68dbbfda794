import { type Answer, ok } from '../answer.js'
import type { OperationCall } from '../operation.js'

/** The answer of an operation with a complex result: `{Name}Response`. */
export function complexResult(
  { context }: OperationCall,
  name: string,
  members: Readonly<Record<string, unknown>>,
): Answer {
  return ok({ '@odata.context': `${context.root}/$metadata#Microsoft.Dynamics.CRM.${name}Response`, ...members })
}
