import type { WireError } from './wire-error.js'

const PATH = /^\/[^/]+\/(me|users(\/[^/]+|\([^/]+\)))\/authentication(\/|$)/i

/** An error as the service of authentication methods words it, which is another one than the directory. */
export function inWordsOfMethods(error: WireError, path: string): WireError {
  if (error.code !== 'Authorization_RequestDenied' || !PATH.test(path)) return error
  return { status: 403, code: 'accessDenied', message: 'Request Authorization failed' }
}
