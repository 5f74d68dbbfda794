import { requireNamedPrivilege } from '../../../domain/dataverse/access-check.js'
import { type Answer, noContent } from '../answer.js'
import { readerOf } from '../context.js'
import type { Operation, OperationCall } from '../operation.js'

/** Definitions count from the moment they are written: there is nothing that waits to be published. */
function publish({ context }: OperationCall): Answer {
  requireNamedPrivilege(readerOf(context), context.session, 'prvPublishCustomization')
  return noContent
}

/** What makers call after changes of definitions (Microsoft: Publish customizations). */
export const publishOperations: readonly Operation[] = [
  { name: 'PublishXml', kind: 'action', run: publish },
  { name: 'PublishAllXml', kind: 'action', run: publish },
]
