import { fold } from '../../kernel/fold.js'
import type { Audience } from './audience.js'
import { resourceByIdentifier } from './microsoft-resources.js'
import { type OwnAddresses, parseAddress, withoutTrailingSlashes } from './own-addresses.js'

const ENVIRONMENT_HOST =
  /^([a-z0-9_-]+)(?:\.api)?\.crm\d*\.(?:dynamics\.com|microsoftdynamics\.us|appsplatform\.us|dynamics\.cn)$/
const ENVIRONMENT_PATH = /\/environments\/([^/]+)$/

/**
 * What an `aud`, or a resource asked for, opens. Scheme, case, port and trailing slash of addresses do not matter.
 * An address `{name}.localhost` is the environment of that name where `hasEnvironment` knows one.
 */
export function readAudience(
  aud: string,
  addresses: OwnAddresses,
  hasEnvironment: (uniqueName: string) => boolean = () => false,
): Audience {
  const known = resourceByIdentifier(withoutTrailingSlashes(fold(aud)))
  if (known) return known.opens
  const address = parseAddress(aud)
  if (!address) return { kind: 'application' }
  const environment = ENVIRONMENT_HOST.exec(address.host)?.[1]
  if (environment !== undefined) {
    return address.path === '' ? { kind: 'dataverse', environment } : { kind: 'application' }
  }
  return addresses.has(address.host) ? readOwnAddress(address, hasEnvironment) : { kind: 'application' }
}

function readOwnAddress(
  { host, path }: { host: string; path: string },
  hasEnvironment: (uniqueName: string) => boolean,
): Audience {
  const byPath = ENVIRONMENT_PATH.exec(path)?.[1]
  if (byPath !== undefined) return { kind: 'dataverse', environment: byPath }
  const byHost = host.endsWith('.localhost') ? host.slice(0, -'.localhost'.length) : ''
  if (byHost !== '' && hasEnvironment(byHost)) return { kind: 'dataverse', environment: byHost }
  return { kind: 'everything' }
}
