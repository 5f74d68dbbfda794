/** An error as Graph words it. */
export interface WireError {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly details?: readonly { readonly code: string; readonly message?: string; readonly target: string }[]
  readonly headers?: Readonly<Record<string, string>>
}

export type Details = Readonly<Record<string, unknown>>

/** How one word of the domain sounds in Graph. */
export type Wording = (details: Details) => WireError

/** 400, code `Request_BadRequest`: the directory's usual refusal. */
export function badRequest(message: string, details?: WireError['details']): WireError {
  return { status: 400, code: 'Request_BadRequest', message, ...(details ? { details } : {}) }
}

/** 400, code `BadRequest`: refused at the gateway, before the directory was asked. */
export function gatewayRefusal(message: string): WireError {
  return { status: 400, code: 'BadRequest', message }
}

/** Whether the directory was not asked at all. */
export function isOfGateway({ code }: WireError): boolean {
  return code === 'BadRequest'
}

/** 400, code `Request_UnsupportedQuery`. */
export function unsupportedQuery(message: string): WireError {
  return { status: 400, code: 'Request_UnsupportedQuery', message }
}

/** 403, code `Authorization_RequestDenied`. */
export function forbidden(message = 'Insufficient privileges to complete the operation.'): WireError {
  return { status: 403, code: 'Authorization_RequestDenied', message }
}

/** 404, code `Request_ResourceNotFound`. */
export function notFound(id: unknown): WireError {
  return {
    status: 404,
    code: 'Request_ResourceNotFound',
    message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  }
}
