const BEARER = /^bearer +/i

/** The token of an `Authorization: Bearer …` header; empty when there is none. */
export function bearerToken(authorization: string | undefined): string {
  return authorization !== undefined && BEARER.test(authorization) ? authorization.replace(BEARER, '').trim() : ''
}
