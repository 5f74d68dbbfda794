/** A request that the admin APIs refuse, in the words of the wire. */
export class RequestRefused extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>
  /** What some clients look at rather than the code. */
  readonly inner: { readonly code: string } | undefined

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    inner?: { readonly code: string },
  ) {
    super(message)
    this.name = 'RequestRefused'
    this.status = status
    this.code = code
    this.headers = headers
    this.inner = inner
  }
}
