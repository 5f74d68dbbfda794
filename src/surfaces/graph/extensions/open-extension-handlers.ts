import {
  createOpenExtension,
  deleteOpenExtension,
  type ExtensionBody,
  getOpenExtension,
  openExtensionsOf,
  updateOpenExtension,
} from '../../../domain/directory/open-extensions.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { presentExtension } from '../model/extension-type.js'
import { valueAnswer } from '../query/entity-answer.js'

/** A set whose objects can have open extensions. */
export interface ExtendedSet {
  readonly name: 'users' | 'groups' | 'organization' | 'administrativeUnits' | 'devices'
  /** Where it is found, if not under its name. */
  readonly path?: string
  /** The object that the path names. */
  readonly resolve: (call: Call) => { readonly id: string }
  /** As `resolve`; throws for who may not write to that object. */
  readonly resolveToWrite?: ExtendedSet['resolve']
}

function contextOf({ name, path = name }: ExtendedSet, id: string): string {
  return `${path}('${id}')/extensions`
}

function idToWrite(call: Call, set: ExtendedSet): string {
  return (set.resolveToWrite ?? set.resolve)(call).id
}

/** GET …/extensions. */
export function listExtensions(call: Call, set: ExtendedSet): Answer {
  const { id } = set.resolve(call)
  return valueAnswer(call, contextOf(set, id), { value: openExtensionsOf(readerOf(call), id).map(presentExtension) })
}

/** POST …/extensions (Microsoft Graph: Create open extension). */
export function postExtension(call: Call, set: ExtendedSet): Answer {
  const id = idToWrite(call, set)
  const extension = write(call, (transaction) =>
    createOpenExtension(transaction, id, call.caller.appId, extensionBody(call)),
  )
  return valueAnswer(call, `${contextOf(set, id)}/$entity`, presentExtension(extension), 201)
}

/** GET …/extensions/{extensionId} (Microsoft Graph: Get open extension). */
export function getExtension(call: Call, set: ExtendedSet): Answer {
  const { id } = set.resolve(call)
  const extension = getOpenExtension(readerOf(call), id, parameter(call, 'extensionId'))
  return valueAnswer(call, `${contextOf(set, id)}/$entity`, presentExtension(extension))
}

/** PATCH …/extensions/{extensionId} (Microsoft Graph: Update open extension). */
export function patchExtension(call: Call, set: ExtendedSet): Answer {
  const id = idToWrite(call, set)
  write(call, (transaction) =>
    updateOpenExtension(transaction, id, parameter(call, 'extensionId'), extensionBody(call)),
  )
  return noContent
}

/** DELETE …/extensions/{extensionId} (Microsoft Graph: Delete open extension). */
export function deleteExtension(call: Call, set: ExtendedSet): Answer {
  const id = idToWrite(call, set)
  write(call, (transaction) => deleteOpenExtension(transaction, id, parameter(call, 'extensionId')))
  return noContent
}

/** The body without annotations, and without the id, which is the name. */
function extensionBody(call: Call): ExtensionBody {
  return Object.fromEntries(
    Object.entries(call.body as object).filter(([name]) => !name.includes('@') && name !== 'id'),
  )
}
