/** A request that the admin APIs refuse, in the words of the wire. */
export class RequestRefused extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.name = 'RequestRefused'
    this.status = status
    this.code = code
    this.headers = headers
  }
}
