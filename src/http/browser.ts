import type { EmulatorRequest } from './message.js'

const BROWSER = /^Mozilla\//
/** Windows PowerShell and PowerShell call themselves Mozilla, too. */
const SHELL = /PowerShell\//

/**
 * Whether a person's browser sends a request rather than a program. Every browser names itself `Mozilla/…`, and tells
 * wherever it may where its requests come from and what for (`Sec-Fetch-Site`, `Sec-Fetch-Dest`), which no page can
 * forge. `Sec-Fetch-Mode` alone says nothing: the fetch of Node.js sends it.
 */
export function isFromBrowser({ headers }: Pick<EmulatorRequest, 'headers'>): boolean {
  if (headers['sec-fetch-site'] !== undefined || headers['sec-fetch-dest'] !== undefined) return true
  const agent = headers['user-agent'] ?? ''
  return BROWSER.test(agent) && !SHELL.test(agent)
}
