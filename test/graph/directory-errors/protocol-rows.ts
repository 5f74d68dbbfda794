import { badRequest, gateway, NOBODY, type Row, unauthorized } from './row.js'

const UNREADABLE =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'
const batch = (...requests: readonly object[]) => ({ requests })
const one = { id: '1', method: 'GET', url: '/users' }

/** Refusals of the protocol: batches, bodies, tokens, paths. */
export const protocolRows: readonly Row[] = [
  {
    name: '4.7 more than twenty requests in a batch',
    provoke: (graph) =>
      graph.post('/$batch', {
        requests: Array.from({ length: 21 }, (_, at) => ({ id: `${at}`, method: 'GET', url: '/users' })),
      }),
    ...gateway,
    message: 'A batch can hold at most 20 requests.',
  },
  {
    name: '4.7 the same id twice in a batch',
    provoke: (graph) =>
      graph.post('/$batch', { requests: ['a', 'A'].map((id) => ({ id, method: 'GET', url: '/users' })) }),
    ...gateway,
    message: "Invalid batch payload format: the id 'A' is empty or used twice.",
  },
  {
    name: '4.10 a body that is no JSON',
    provoke: (graph) => graph.call('POST', '/groups', { body: '{' }),
    ...gateway,
    message: UNREADABLE,
  },
  {
    name: '4.10 a place in pages that nobody gave out',
    provoke: (graph) => graph.get('/users?$skiptoken=x'),
    status: 400,
    code: 'Directory_ExpiredPageToken',
    message: 'The specified page token value has expired and can no longer be included in your request.',
  },
  {
    name: '4.10 no token',
    provoke: (graph) => graph.get('/groups', { token: '' }),
    ...unauthorized,
    message: 'Access token is empty.',
  },
  {
    name: '4.10 a token without dots',
    provoke: (graph) => graph.get('/groups', { token: 'nonsense' }),
    ...unauthorized,
    message: /^IDX14100: JWT is not well formed, there are no dots \(\.\)\./,
  },
  {
    name: '4.10 a token for another audience',
    provoke: (graph) =>
      graph.get('/groups', {
        token: graph.addToken({ kind: 'app', oid: graph.app.id, appId: graph.app.appId }, 'application'),
      }),
    ...unauthorized,
    message: 'Access token validation failure. Invalid audience.',
  },
  {
    name: '4.10 a token of an app that is not in the tenant',
    provoke: (graph) => graph.get('/groups', { token: graph.addToken({ kind: 'app', oid: NOBODY, appId: NOBODY }) }),
    status: 401,
    code: 'Authorization_IdentityNotFound',
    message: 'The identity of the calling application could not be established.',
  },
  {
    name: '4.10 a path that nobody knows',
    provoke: (graph) => graph.get('/nowhere'),
    ...gateway,
    message: "Resource not found for the segment 'nowhere'.",
  },
  {
    name: '4.7 a batch that is no JSON',
    provoke: (graph) => graph.call('POST', '/$batch', { body: '{' }),
    ...gateway,
    message: UNREADABLE,
  },
  {
    name: '4.7 a batch that is read',
    provoke: (graph) => graph.get('/$batch'),
    status: 405,
    code: 'Request_BadRequest',
    message: 'Specified HTTP method is not allowed for the request target.',
  },
  {
    name: '4.7 a request of a batch without an id',
    provoke: (graph) => graph.post('/$batch', batch({ ...one, id: undefined })),
    ...badRequest,
    message:
      "One or more parameters of the operation '$batch' are missing from the request payload. The missing parameters are: id.",
  },
  {
    name: '4.7 a body of a batch without a type',
    provoke: (graph) => graph.post('/$batch', batch({ ...one, method: 'POST', body: {} })),
    ...gateway,
    message: "Invalid batch payload format: request '1' has a body but no Content-Type header.",
  },
  {
    name: '4.10 a token that is over',
    provoke: (graph) => graph.get('/groups', { token: graph.refusedToken('expired') }),
    ...unauthorized,
    message: 'Lifetime validation failed, the token is expired.',
  },
  {
    name: '4.10 a token that is not good yet',
    provoke: (graph) => graph.get('/groups', { token: graph.refusedToken('notYetValid') }),
    ...unauthorized,
    message: 'Access token has expired or is not yet valid.',
  },
  {
    name: '4.10 a token of a user who is not in the tenant',
    provoke: (graph) => graph.get('/groups', { token: graph.userWith({ id: NOBODY }, 'Group.Read.All') }),
    status: 401,
    code: 'Authorization_IdentityNotFound',
    message: 'The identity of the calling application could not be established.',
  },
]
