import { groupSettingTemplate, groupSettingTemplates } from '../../../domain/directory/group-setting-templates.js'
import {
  createGroupSetting,
  deleteGroupSetting,
  getGroupSetting,
  groupSettingsOf,
  type NewGroupSetting,
  updateGroupSetting,
} from '../../../domain/directory/group-settings.js'
import { DomainError } from '../../../kernel/errors.js'
import { listSource } from '../../../odata/list-source.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, type Handler, parameter, readerOf, write } from '../call.js'
import { groupSettingTemplateType, groupSettingType } from '../model/group-setting-type.js'
import { entityAnswer } from '../query/entity-answer.js'
import { listAnswer } from '../query/list-answer.js'

const SET = 'groupSettings'

/** Whose settings a path is about: those of the group that it names, or, for null, of the tenant. */
export type SettingsHolder = (call: Call) => { readonly id: string } | null

/** GET /groupSettings, /groups/{id}/settings (Microsoft Graph: List settings). */
export function listSettings(holder: SettingsHolder): Handler {
  return (call) => {
    const source = listSource(groupSettingsOf(readerOf(call), holder(call)?.id ?? null), ({ id }) => id)
    return listAnswer(call, { type: groupSettingType(), source, context: SET })
  }
}

/** GET /groupSettings/{settingId}, … (Microsoft Graph: Get groupSetting). */
export function getSetting(holder: SettingsHolder): Handler {
  return (call) => entityAnswer(call, groupSettingType(), resolveSetting(call, holder), SET)
}

/** POST /groupSettings, … (Microsoft Graph: Create settings). */
export function postSetting(holder: SettingsHolder): Handler {
  return (call) => {
    const groupId = holder(call)?.id ?? null
    const made = write(call, (transaction) => createGroupSetting(transaction, groupId, call.body as NewGroupSetting))
    return entityAnswer(call, groupSettingType(), made, SET, 201)
  }
}

/** PATCH /groupSettings/{settingId}, … (Microsoft Graph: Update groupSetting). */
export function patchSetting(holder: SettingsHolder): Handler {
  return (call) => {
    const setting = resolveSetting(call, holder)
    const { values } = call.body as Pick<NewGroupSetting, 'values'>
    write(call, (transaction) => updateGroupSetting(transaction, setting, values))
    return noContent
  }
}

/** DELETE /groupSettings/{settingId}, … (Microsoft Graph: Delete groupSetting). */
export function deleteSetting(holder: SettingsHolder): Handler {
  return (call) => {
    const setting = resolveSetting(call, holder)
    write(call, (transaction) => deleteGroupSetting(transaction, setting))
    return noContent
  }
}

function resolveSetting(call: Call, holder: SettingsHolder) {
  return getGroupSetting(readerOf(call), holder(call)?.id ?? null, parameter(call, 'settingId'))
}

/** GET /groupSettingTemplates (Microsoft Graph: List groupSettingTemplates). */
export function listSettingTemplates(call: Call): Answer {
  const source = listSource(groupSettingTemplates, ({ id }) => id)
  return listAnswer(call, { type: groupSettingTemplateType(), source, context: 'groupSettingTemplates' })
}

/** GET /groupSettingTemplates/{id} (Microsoft Graph: Get groupSettingTemplate). */
export function getSettingTemplate(call: Call): Answer {
  const template = groupSettingTemplate(parameter(call))
  if (!template) throw new DomainError('notFound', { id: parameter(call) })
  return entityAnswer(call, groupSettingTemplateType(), template, 'groupSettingTemplates')
}
