import type { RequestContext } from './context.js'

/** What `If-Match` and `If-None-Match` ask for. `null`, the word, asks for nothing. */
export interface Conditions {
  /** `If-Match: *`: the row must be there. */
  readonly mustExist: boolean
  /** `If-None-Match: *`: it must not. */
  readonly mustNotExist: boolean
  /** The version the row must still have. */
  readonly version: number | undefined
}

/** What `If-Match` and `If-None-Match` make the request depend on. */
export function readConditions({ headers }: Pick<RequestContext, 'headers'>): Conditions {
  const match = headers['if-match']
  const version = match === undefined || match === '*' ? undefined : versionIn(match)
  return {
    mustExist: match !== undefined && match !== 'null',
    mustNotExist: headers['if-none-match'] === '*',
    version,
  }
}

/** The number in `W/"n"`; an etag of another make never matches. */
function versionIn(etag: string): number | undefined {
  if (etag === 'null') return undefined
  const digits = /^(?:W\/)?"(\d+)"$/.exec(etag)?.[1]
  return digits === undefined ? -1 : Number(digits)
}
