import { isIP } from 'node:net'
import { microsoftHosts } from '../http/microsoft-hosts.js'

const LOCAL = ['localhost', '127.0.0.0/8', '::1/128']

/**
 * What the certificate authority of an emulator with these further names may vouch for: names, each with everything under
 * it, and ranges of addresses.
 */
export function permittedNames(hostnames: readonly string[]): readonly string[] {
  const microsoft = microsoftHosts.map(({ pattern }) => fixedEnd(pattern))
  return [...new Set([...LOCAL, ...microsoft, ...hostnames.map(nameOrRange)])]
}

/** What all names of a pattern end with: `dynamics.com` for `*.crm*.dynamics.com`. */
function fixedEnd(pattern: string): string {
  const wildcard = pattern.lastIndexOf('*')
  return wildcard === -1 ? pattern : pattern.slice(pattern.indexOf('.', wildcard) + 1)
}

function nameOrRange(name: string): string {
  const family = isIP(name)
  if (family === 0) return name.toLowerCase()
  return family === 4 ? `${name}/32` : `${name}/128`
}
