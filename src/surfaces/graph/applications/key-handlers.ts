import type { Transaction } from '../../../domain/access.js'
import type { KeyCredential } from '../../../domain/directory/application-rows.js'
import {
  addApplicationKey,
  addServicePrincipalKey,
  keyCredentialOf,
  type NewKeyCredential,
  removeApplicationKey,
  removeServicePrincipalKey,
} from '../../../domain/directory/key-credentials.js'
import { checkProofOfPossession, type KeyHolder } from '../../../domain/tokens/proof-of-possession.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, write } from '../call.js'
import { presentKey } from '../model/application-type.js'
import { valueAnswer } from '../query/entity-answer.js'
import { requireOwnership, resolveApplication, resolveServicePrincipal } from './resolve-application.js'

type Resource = 'Application' | 'ServicePrincipal'

interface AddKeyBody {
  readonly keyCredential: NewKeyCredential
  readonly passwordCredential?: { readonly secretText?: string | null } | null
  readonly proof: string
}

/** POST /applications/{id}/addKey (Microsoft Graph: application addKey). */
export function addKeyToApplication(call: Call): Answer {
  return afterProof(call, resolveApplication(call), (holder) => addKey(call, holder, 'Application', addApplicationKey))
}

/** POST /applications/{id}/removeKey (Microsoft Graph: application removeKey). */
export function removeKeyFromApplication(call: Call): Answer {
  return afterProof(call, resolveApplication(call), ({ id }) => removeKey(call, id, removeApplicationKey))
}

/** POST /servicePrincipals/{id}/addKey (Microsoft Graph: servicePrincipal addKey). */
export function addKeyToServicePrincipal(call: Call): Answer {
  return afterProof(call, resolveServicePrincipal(call), (holder) =>
    addKey(call, holder, 'ServicePrincipal', addServicePrincipalKey),
  )
}

/** POST /servicePrincipals/{id}/removeKey (Microsoft Graph: servicePrincipal removeKey). */
export function removeKeyFromServicePrincipal(call: Call): Answer {
  return afterProof(call, resolveServicePrincipal(call), ({ id }) => removeKey(call, id, removeServicePrincipalKey))
}

/** Takes the certificates of a body, as those of an object that may hold some already. */
export function keyTaker(
  call: Call,
  transaction: Transaction,
  resource: Resource,
  holder?: Pick<KeyHolder, 'keyCredentials'>,
): (given: NewKeyCredential) => KeyCredential {
  const reading = { read: call.rooms.signer.readCertificate, resource }
  return (given) => keyCredentialOf(transaction, given, holder?.keyCredentials ?? [], reading)
}

/** Only who holds a key of the object may change its keys: the signer is asked first. */
function afterProof(call: Call, holder: KeyHolder, answer: (holder: KeyHolder) => Answer): Answer {
  requireOwnership(call, holder.id)
  if (call.caller.unchecked) return answer(holder)
  const { signer, clock, machineNow } = call.rooms
  const { proof } = call.body as { proof: string }
  return {
    status: 202,
    later: async () => {
      await checkProofOfPossession(signer, holder, proof, [clock.now(), machineNow()])
      return answer(holder)
    },
  }
}

function addKey(call: Call, holder: KeyHolder, resource: Resource, add: typeof addApplicationKey): Answer {
  const { keyCredential, passwordCredential } = call.body as AddKeyBody
  if (keyCredential.type === 'X509CertAndPassword' && !passwordCredential?.secretText) {
    throw new DomainError('valueRequired', { property: 'passwordCredential', resource })
  }
  const added = write(call, (transaction) => {
    const credential = keyTaker(call, transaction, resource)({ ...keyCredential, keyId: null })
    add(transaction, holder.id, credential)
    return credential
  })
  return valueAnswer(call, 'microsoft.graph.keyCredential', presentKey(added))
}

function removeKey(call: Call, id: string, remove: typeof removeApplicationKey): Answer {
  write(call, (transaction) => remove(transaction, id, (call.body as { keyId: string }).keyId))
  return noContent
}
