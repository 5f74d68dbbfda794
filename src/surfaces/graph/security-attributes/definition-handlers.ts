import {
  addAllowedValue,
  createSecurityAttribute,
  getAllowedValue,
  getSecurityAttribute,
  type NewSecurityAttribute,
  type SecurityAttributeChanges,
  updateSecurityAttribute,
} from '../../../domain/directory/security-attribute-definitions.js'
import type { AllowedValue } from '../../../domain/directory/security-attribute-rows.js'
import { securityAttributeDefinitions } from '../../../domain/directory/security-attribute-tables.js'
import { listSource } from '../../../odata/list-source.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { allowedValueType, securityAttributeType } from '../model/security-attribute-types.js'
import { entityAnswer } from '../query/entity-answer.js'
import { listAnswer } from '../query/list-answer.js'
import { declared } from './declared.js'

const SET = 'directory/customSecurityAttributeDefinitions'

function resolveDefinition(call: Call) {
  return getSecurityAttribute(readerOf(call), parameter(call))
}

/** GET /directory/customSecurityAttributeDefinitions (Microsoft Graph: List customSecurityAttributeDefinitions). */
export function listDefinitions(call: Call): Answer {
  const source = readerOf(call).table(securityAttributeDefinitions)
  return listAnswer(call, { type: securityAttributeType(), source, context: SET })
}

/** GET …/{id} (Microsoft Graph: Get customSecurityAttributeDefinition). */
export function getDefinition(call: Call): Answer {
  return entityAnswer(call, securityAttributeType(), resolveDefinition(call), SET)
}

/** POST /directory/customSecurityAttributeDefinitions (Microsoft Graph: Create customSecurityAttributeDefinition). */
export function postDefinition(call: Call): Answer {
  const made = write(call, (transaction) => createSecurityAttribute(transaction, declared<NewSecurityAttribute>(call)))
  return entityAnswer(call, securityAttributeType(), made, SET, 201)
}

/** PATCH …/{id} (Microsoft Graph: Update customSecurityAttributeDefinition). */
export function patchDefinition(call: Call): Answer {
  const { id } = resolveDefinition(call)
  const { 'allowedValues@delta': allowedValues = [] } = call.body as {
    readonly 'allowedValues@delta'?: readonly AllowedValue[]
  }
  const changes = declared<SecurityAttributeChanges>(call)
  write(call, (transaction) => updateSecurityAttribute(transaction, id, { ...changes, allowedValues }))
  return noContent
}

function valuesContext(call: Call): string {
  return `${SET}('${resolveDefinition(call).id}')/allowedValues`
}

/** GET …/{id}/allowedValues (Microsoft Graph: List allowedValues). */
export function listAllowedValues(call: Call): Answer {
  const source = listSource(resolveDefinition(call).allowedValues, ({ id }) => id)
  return listAnswer(call, { type: allowedValueType(), source, context: valuesContext(call) })
}

function resolveValue(call: Call): AllowedValue {
  return getAllowedValue(readerOf(call), parameter(call), parameter(call, 'valueId'))
}

/** GET …/{id}/allowedValues/{valueId} (Microsoft Graph: Get allowedValue). */
export function getAllowedValueEntity(call: Call): Answer {
  return entityAnswer(call, allowedValueType(), resolveValue(call), valuesContext(call))
}

/** POST …/{id}/allowedValues (Microsoft Graph: Create allowedValue). */
export function postAllowedValue(call: Call): Answer {
  const { id } = resolveDefinition(call)
  const made = write(call, (transaction) => addAllowedValue(transaction, id, declared<AllowedValue>(call)))
  return entityAnswer(call, allowedValueType(), made, valuesContext(call), 201)
}

/** PATCH …/{id}/allowedValues/{valueId} (Microsoft Graph: Update allowedValue). */
export function patchAllowedValue(call: Call): Answer {
  const value = { ...resolveValue(call), ...declared<Pick<AllowedValue, 'isActive'>>(call) }
  const allowedValues = [value]
  write(call, (transaction) => updateSecurityAttribute(transaction, parameter(call), { allowedValues }))
  return noContent
}
