import type { Access } from '../../domain/access.js'
import { html } from '../../http/html.js'
import type { EmulatorRequest, EmulatorResponse } from '../../http/message.js'
import { serviceOfHost } from '../../http/microsoft-hosts.js'
import type { Target } from '../../http/target.js'
import { page } from './page.js'
import { type Refusal, refusalPage, type Welcome, welcomePage } from './web-interface.js'

type Surface = (request: EmulatorRequest, target: Target, access: Access) => Promise<EmulatorResponse>

/** What the pages need of the rest of the house. */
export interface PagesRooms {
  /** Who comes to the web interface of the environment that the request addresses, and whether they may. */
  readonly visit: (
    request: EmulatorRequest,
    target: Target,
    access: Access,
  ) => Promise<({ readonly kind: 'welcome' } & Welcome) | ({ readonly kind: 'refused' } & Refusal)>
  /** Answers under addresses that have no page. */
  readonly elsewhere: Surface
}

const NOTHING = html``

/** The pages for people: the web interface of an environment, in its smallest form. */
export function createPagesSurface({ visit, elsewhere }: PagesRooms): Surface {
  return async (request, target, access) => {
    if (!target.path.toLowerCase().endsWith('/main.aspx')) {
      const isEnvironment = serviceOfHost(target.host) === 'dataverse'
      return isEnvironment
        ? page(302, 'Moved', NOTHING, { location: '/main.aspx' })
        : elsewhere(request, target, access)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return page(405, 'This page can only be opened', NOTHING, { allow: 'GET, HEAD' })
    const visited = await visit(request, target, access)
    const wantsHtml = (request.headers.accept ?? '').includes('text/html')
    const response = visited.kind === 'welcome' ? welcomePage(visited) : refusalPage(visited, wantsHtml)
    return request.method === 'HEAD' ? { status: response.status, headers: response.headers } : response
  }
}
