import { type Service, serviceOfHost } from './http/microsoft-hosts.js'
import type { Target } from './http/target.js'

export type SurfaceName = Service | 'control' | 'pages'

/** First path segments that name a service whatever the host; everything else under a plain host is the token service's. */
const byFirstSegment: ReadonlyMap<string, SurfaceName> = new Map([
  ['v1.0', 'graph'],
  ['beta', 'graph'],
  ['oidc', 'graph'],
  ['api', 'dataverse'],
  ['environments', 'dataverse'],
  ['providers', 'powerplatform'],
  ['usermanagement', 'powerplatform'],
  ['_emulator', 'control'],
  ['main.aspx', 'pages'],
  ['', 'pages'],
])

/** Which surface answers: decided by a Microsoft host name, an environment's own host name, or the path. */
export function chooseSurface(target: Target): SurfaceName {
  const first = firstSegment(target.path)
  const service = serviceOfHost(target.host)
  if (service === 'dataverse') return first === 'main.aspx' || first === '' ? 'pages' : 'dataverse'
  if (service) return service
  if (first === 'environments' && target.path.endsWith('/main.aspx')) return 'pages'
  if (first === 'api' && target.path.toLowerCase().startsWith('/api/discovery/')) return 'discovery'
  return byFirstSegment.get(first) ?? 'login'
}

function firstSegment(path: string): string {
  const end = path.indexOf('/', 1)
  return (end === -1 ? path.slice(1) : path.slice(1, end)).toLowerCase()
}
