import type { KeyCredential } from '../../../domain/directory/application-rows.js'
import { fold } from '../../../kernel/fold.js'
import type { Answer } from '../answer.js'
import type { Call } from '../call.js'
import { presentKey } from '../model/application-type.js'
import { readEntityQuery } from '../query/graph-query.js'

/**
 * A single object that is asked for its `keyCredentials` by name shows the certificates themselves; everything else leaves
 * them out (Microsoft Graph: Get application, Get servicePrincipal).
 */
export function withWholeKeys(
  call: Call,
  answer: Answer,
  { keyCredentials }: { readonly keyCredentials: readonly KeyCredential[] },
): Answer {
  const { select = [] } = readEntityQuery(call)
  if (!select.some(({ path: [name = ''] }) => fold(name) === 'keycredentials')) return answer
  const shown = keyCredentials.map((credential) => ({ ...presentKey(credential), key: credential.key }))
  return { ...answer, json: { ...answer.json, keyCredentials: shown } }
}
