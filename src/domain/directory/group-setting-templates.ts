import data from '../../../fixtures/group-setting-templates.json' with { type: 'json' }
import { fold } from '../../kernel/fold.js'

/** What settings can be made of: their names, kinds and presets (Microsoft Graph: groupSettingTemplate). */
export interface GroupSettingTemplate {
  readonly id: string
  readonly displayName: string
  readonly description: string
  /** Whether such settings are the tenant's, or those of one Microsoft 365 group. */
  readonly appliesTo: string
  readonly values: readonly SettingTemplateValue[]
}

export interface SettingTemplateValue {
  readonly name: string
  readonly type: string
  readonly defaultValue: string
  readonly description: string
}

/** The template that password rules are made of. */
export const PASSWORD_RULES = '5cf42378-d67d-4f36-ba46-e8b86229381d'
/** The template of what holds for all Microsoft 365 groups. */
export const ALL_UNIFIED_GROUPS = '62375ab9-6b52-47ed-826b-58e47e0e304b'

/** Every template: they are the same in each tenant. */
export const groupSettingTemplates: readonly GroupSettingTemplate[] = Object.entries(data.templates).map(
  ([id, template]) => ({ id, ...template }),
)

/** A template by id, in any case, or undefined. */
export function groupSettingTemplate(id: string): GroupSettingTemplate | undefined {
  const wanted = fold(id)
  return groupSettingTemplates.find((template) => template.id === wanted)
}
