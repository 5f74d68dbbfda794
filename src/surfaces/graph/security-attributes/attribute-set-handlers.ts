import {
  type AttributeSetChanges,
  createAttributeSet,
  getAttributeSet,
  type NewAttributeSet,
  updateAttributeSet,
} from '../../../domain/directory/attribute-sets.js'
import { attributeSets } from '../../../domain/directory/security-attribute-tables.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { attributeSetType } from '../model/security-attribute-types.js'
import { entityAnswer } from '../query/entity-answer.js'
import { listAnswer } from '../query/list-answer.js'
import { declared } from './declared.js'

const SET = 'directory/attributeSets'

/** GET /directory/attributeSets (Microsoft Graph: List attributeSets). */
export function listAttributeSets(call: Call): Answer {
  return listAnswer(call, { type: attributeSetType(), source: readerOf(call).table(attributeSets), context: SET })
}

/** GET /directory/attributeSets/{id} (Microsoft Graph: Get attributeSet). */
export function getAttributeSetEntity(call: Call): Answer {
  return entityAnswer(call, attributeSetType(), getAttributeSet(readerOf(call), parameter(call)), SET)
}

/** POST /directory/attributeSets (Microsoft Graph: Create attributeSet). */
export function postAttributeSet(call: Call): Answer {
  const made = write(call, (transaction) => createAttributeSet(transaction, declared<NewAttributeSet>(call)))
  return entityAnswer(call, attributeSetType(), made, SET, 201)
}

/** PATCH /directory/attributeSets/{id} (Microsoft Graph: Update attributeSet). */
export function patchAttributeSet(call: Call): Answer {
  const changes = declared<AttributeSetChanges>(call)
  write(call, (transaction) => updateAttributeSet(transaction, parameter(call), changes))
  return noContent
}
