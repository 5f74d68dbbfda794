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

export function badRequest(message: string, pointer?: string): ControlRefused {
  return new ControlRefused(400, 'badRequest', message, pointer)
}

export function notFound(message: string, pointer?: string): ControlRefused {
  return new ControlRefused(404, 'notFound', message, pointer)
}

export function conflict(message: string, pointer?: string): ControlRefused {
  return new ControlRefused(409, 'conflict', message, pointer)
}
