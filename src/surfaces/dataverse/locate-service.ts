import type { Access } from '../../domain/access.js'
import type { LocatedEnvironment } from '../../domain/dataverse/locate-environment.js'
import { decodePart } from '../../http/query-string.js'
import type { Target } from '../../http/target.js'

/** Where a request is addressed to. */
export interface ServiceAddress {
  /** The environment that host or path name; undefined for the default one of the caller's tenant. */
  readonly uniqueName: string | undefined
  /** `/environments/contoso`, or nothing. */
  readonly prefix: string
  /** From `/api/data` on. */
  readonly path: string
}

const ENVIRONMENT_HOST =
  /^([a-z0-9_-]+)(?:\.api)?\.crm\d*\.(?:dynamics\.com|microsoftdynamics\.us|appsplatform\.us|dynamics\.cn)$/
const LOCAL_HOST = /^([a-z0-9_-]+)\.localhost$/
const PREFIX = /^\/environments\/([^/]+)(?=\/|$)/i
// Clients that resolve `api/data` against an environment's URL without a trailing slash drop its last segment.
const NAMELESS_PREFIX = /^\/environments(?=\/api\/data\/)/i

type Locator = (access: Access, uniqueName: string) => LocatedEnvironment | undefined

/**
 * Reads host and path of a request. The path wins over the host; a `{name}.localhost` that is no environment's name is
 * just another name of this machine.
 */
export function readAddress(target: Target, access: Access, locate: Locator): ServiceAddress {
  const nameless = NAMELESS_PREFIX.exec(target.path)
  if (nameless) return { uniqueName: undefined, prefix: nameless[0], path: target.path.slice(nameless[0].length) }
  const match = PREFIX.exec(target.path)
  if (match?.[1]) {
    return { uniqueName: decodePart(match[1]), prefix: match[0], path: target.path.slice(match[0].length) }
  }
  const real = ENVIRONMENT_HOST.exec(target.host)?.[1]
  const local = real === undefined ? LOCAL_HOST.exec(target.host)?.[1] : undefined
  const uniqueName = real ?? (local !== undefined && locate(access, local) ? local : undefined)
  return { uniqueName, prefix: '', path: target.path }
}

/** The address of the token service for who calls under this host. */
export function authorityOf(target: Target): string {
  return ENVIRONMENT_HOST.test(target.host) ? 'https://login.microsoftonline.com' : target.origin
}
