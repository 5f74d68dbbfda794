import type { EmulatorResponse } from './message.js'

/** An answer whose body is the error object that most Microsoft services speak: `{"error":{"code","message"}}`. */
export function errorResponse(
  status: number,
  code: string,
  message: string,
): EmulatorResponse & { readonly body: string } {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ error: { code, message } }),
  }
}
