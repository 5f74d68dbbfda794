import { badRequest, gatewayRefusal, unsupportedQuery, type Wording } from './wire-error.js'

const UNREADABLE =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'

/** Refusals of the protocol itself: paths, methods, bodies, paging. */
export const protocolErrors: Readonly<Record<string, Wording>> = {
  invalidVersion: ({ version }) => gatewayRefusal(`Invalid version: ${version}`),
  unknownSegment: ({ segment }) => gatewayRefusal(`Resource not found for the segment '${segment}'.`),
  notImplemented: ({ path }) => ({
    status: 501,
    code: 'NotImplemented',
    message: `This emulator does not answer '${path}' yet.`,
  }),
  unsupportedTarget: () => ({
    status: 501,
    code: 'NotImplemented',
    message: 'This operation target is not yet supported.',
  }),
  wrongMethod: ({ allowed }) => ({
    status: 405,
    code: 'Request_BadRequest',
    message: 'Specified HTTP method is not allowed for the request target.',
    headers: { allow: Array.isArray(allowed) ? allowed.join(', ') : '' },
  }),
  meNeedsUser: () => gatewayRefusal('/me request is only valid with delegated authentication flow.'),
  noContentType: () =>
    gatewayRefusal('Write requests (excluding DELETE) must contain the Content-Type header declaration.'),
  notJson: () => gatewayRefusal('Entity only allows writes with a JSON Content-Type header.'),
  unreadableBody: () => gatewayRefusal(UNREADABLE),
  emptyBody: () => badRequest('Empty Payload. JSON content expected.'),
  unknownProperty: ({ property, type }) =>
    badRequest(
      `The property '${property}' does not exist on type '${type}'. Make sure to only use property names that are defined by the type.`,
    ),
  wrongType: ({ literal, type }) =>
    badRequest(`Cannot convert the literal '${literal}' to the expected type '${type}'.`),
  missingParameters: ({ operation, parameters }) =>
    badRequest(
      `One or more parameters of the operation '${operation}' are missing from the request payload. The missing parameters are: ${parameters}.`,
    ),
  invalidBody: ({ pointer, message }) =>
    badRequest(`One or more properties contains invalid values: ${pointer || 'the body'} ${message}.`),
  bodyTooLarge: () => ({
    status: 413,
    code: 'RequestEntityTooLarge',
    message: 'The request body is larger than 4 MB.',
  }),
  urlTooLong: () => ({
    status: 414,
    code: 'RequestUriTooLong',
    message: 'The request URL is longer than 32,768 bytes.',
  }),
  // Graph has been seen to answer 400; but its Go client compresses, and sends the body plain when it is told 415.
  compressedBody: () => ({
    status: 415,
    code: 'UnsupportedMediaType',
    message: 'Compressed request bodies are not supported.',
  }),
  bindUnsupported: ({ name }) => gatewayRefusal(`Invalid bind property name ${name} in request.`),
  entitySetUnsupported: () => gatewayRefusal('The request is currently not supported on the targeted entity set'),
  badRequest: () => gatewayRefusal('The request is malformed.'),
  skipUnsupported: () => badRequest("'$skip' is not supported by the service."),
  invalidPageSize: ({ value, limit }) =>
    unsupportedQuery(`Invalid page size specified: '${value}'. Must be between 1 and ${limit} inclusive.`),
  expiredPageToken: () => ({
    status: 400,
    code: 'Directory_ExpiredPageToken',
    message: 'The specified page token value has expired and can no longer be included in your request.',
  }),
  countUnsupported: () => badRequest('$count is not currently supported.'),
  searchNeedsHeader: () =>
    unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    ),
  sortingUnsupported: () => unsupportedQuery('Sorting not supported for current query.'),
  operatorNeedsAdvanced: ({ operator }) =>
    unsupportedQuery(
      `Operator '${operator}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information`,
    ),
  notEqualsUnsupported: () => unsupportedQuery("Filter operator 'NotEqualsMatch' is not supported."),
  filterUnsupported: ({ property, resource }) =>
    unsupportedQuery(
      `Unsupported or invalid query filter clause specified for property '${property}' of resource '${resource}'.`,
    ),
  referenceFilterUnsupported: () =>
    unsupportedQuery('The specified filter to the reference property query is currently not supported.'),
  tooManyClauses: ({ count }) =>
    unsupportedQuery(
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${count}. Max allowed: 15.`,
    ),
  expandUnsupported: () => unsupportedQuery('$expand is not supported together with advanced query parameters.'),
  expandOne: () => badRequest("Only one relationship can be given in '$expand'."),
  optionUnsupported: ({ option }) =>
    unsupportedQuery(`The query option '${option}' is not supported for this request.`),
  searchUnsupported: ({ property, resource }) =>
    unsupportedQuery(
      `Unsupported or invalid search clause specified for property '${property}' of resource '${resource}'.`,
    ),
  badDeltaToken: () => badRequest('Badly formed token.'),
  resyncRequired: ({ location }) => ({
    status: 410,
    code: 'resyncRequired',
    message: 'The delta token is too old: start again with a full synchronization.',
    headers: { location: String(location) },
  }),
  tooManyRequests: () => gatewayRefusal('A batch can hold at most 20 requests.'),
  badBatch: ({ reason }) => gatewayRefusal(`Invalid batch payload format: ${reason}`),
  throttled: ({ retryAfter, appId, tenantId }) => ({
    status: 429,
    code: 'TooManyRequests',
    message: 'Please retry again later.',
    headers: {
      ...retryHeader(retryAfter),
      'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
      ...(tenantId ? { 'x-ms-throttle-scope': `Tenant_Application/ReadWrite/${appId}/${tenantId}` } : {}),
    },
  }),
  unavailable: ({ retryAfter }) => ({
    status: 503,
    code: 'ServiceUnavailable',
    message: 'The service is temporarily unavailable. Please retry again later.',
    headers: retryHeader(retryAfter),
  }),
  timedOut: ({ retryAfter }) => ({
    status: 504,
    code: 'UnknownError',
    message: 'The service did not answer in time. Please retry again later.',
    headers: retryHeader(retryAfter),
  }),
  failedDependency: () => ({
    status: 424,
    code: 'FailedDependency',
    message: 'A request that this one depends on failed.',
  }),
}

/** In seconds. */
function retryHeader(retryAfter: unknown): Readonly<Record<string, string>> {
  return { 'retry-after': String(retryAfter) }
}
