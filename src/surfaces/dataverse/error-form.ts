/** `[status, code, message]`; `{name}` in a message is filled from the details of the refusal. */
export type ErrorForm = readonly [status: number, code: string, message: string]
