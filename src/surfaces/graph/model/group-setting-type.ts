import { type GroupSettingTemplate, groupSettingTemplate } from '../../../domain/directory/group-setting-templates.js'
import type { GroupSetting } from '../../../domain/directory/tenant-rows.js'
import { lazily } from '../lazily.js'
import { defineType, type GraphType } from './graph-type.js'

/** The properties of a groupSetting. */
export const groupSettingType: () => GraphType<GroupSetting> = lazily(() =>
  defineType<GroupSetting>('groupSetting', {
    read: { displayName: ({ templateId }) => groupSettingTemplate(templateId)?.displayName ?? null },
  }),
)

/** The properties of a groupSettingTemplate. */
export const groupSettingTemplateType: () => GraphType<GroupSettingTemplate> = lazily(() =>
  defineType<GroupSettingTemplate>('groupSettingTemplate'),
)
