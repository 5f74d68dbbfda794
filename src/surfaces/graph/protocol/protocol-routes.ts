import type { Route } from '../call.js'
import { postBatch } from './batch-handler.js'
import { getMetadata, getServiceDocument } from './metadata-handlers.js'

/** The service document, the metadata and `$batch`. */
export const protocolRoutes: readonly Route[] = [
  { method: 'GET', path: '/', operationId: 'serviceDocument', handler: getServiceDocument, permission: null },
  { method: 'GET', path: '/$metadata', operationId: 'metadata', handler: getMetadata, permission: null },
  { method: 'POST', path: '/$batch', operationId: 'batch', handler: postBatch, permission: null },
]
