import { createRouter } from '../../src/http/router.js'
import { parseTarget } from '../../src/http/target.js'
import { graphSegments } from '../../src/surfaces/graph/path.js'
import { routes } from '../../src/surfaces/graph/routes.js'
import { describedResponses } from '../support/described-responses.js'

const router = createRouter(routes)

/** Answers of Microsoft Graph, held against openapi/graph.yaml. */
export const { asDescribed, maySucceed } = describedResponses(['graph.yaml', 'graph-types.yaml'], (method, url) => {
  const found = router.match(method, graphSegments(parseTarget(new URL(url, 'http://localhost').href).path))
  return found.kind === 'found' ? found.route.operationId : undefined
})
