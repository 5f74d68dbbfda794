/** A call of the control plane that is refused. In-process callers catch it; over HTTP it is the error answer. */
export class ControlRefused extends Error {
  readonly status: number
  readonly code: string
  /** JSON pointer into the body of what is wrong. */
  readonly pointer: string | undefined

  constructor(status: number, code: string, message: string, pointer?: string) {
    super(message)
    this.name = 'ControlRefused'
    this.status = status
    this.code = code
    this.pointer = pointer
  }
}

/** 400; `pointer` leads to what is wrong in the body. */
/** A call that exists under other methods only. */
export class MethodNotAllowed extends ControlRefused {
  /** The methods there are. */
  readonly allowed: readonly string[]

  constructor(method: string, allowed: readonly string[]) {
    super(405, 'methodNotAllowed', `${method} is not possible here: use ${allowed.join(' or ')}.`)
    this.allowed = allowed
  }
}

export function badRequest(message: string, pointer?: string): ControlRefused {
  return new ControlRefused(400, 'badRequest', message, pointer)
}

/** 404: no such tenant, environment, snapshot or user. */
export function notFound(message: string, pointer?: string): ControlRefused {
  return new ControlRefused(404, 'notFound', message, pointer)
}

/** 409: a name is taken, or the last tenant would go. */
export function conflict(message: string, pointer?: string): ControlRefused {
  return new ControlRefused(409, 'conflict', message, pointer)
}
