import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { isGuid } from '../../kernel/guid.js'
import type { Reader, Transaction } from '../access.js'
import { getGroup } from './find-principal.js'
import { isUnified } from './group-kinds.js'
import {
  type GroupSettingTemplate,
  groupSettingTemplate,
  type SettingTemplateValue,
} from './group-setting-templates.js'
import { groupSettings } from './tables.js'
import type { GroupSetting, SettingValue } from './tenant-rows.js'

const RESOURCE = 'GroupSetting'

/** What a client says of new settings. */
export interface NewGroupSetting {
  readonly templateId: string
  readonly values: readonly SettingValue[]
}

/** The settings of a group, or, for null, of the tenant. */
export function groupSettingsOf(reader: Reader, groupId: string | null): Iterable<GroupSetting> {
  return reader.table(groupSettings).find('groupId', groupId ?? '')
}

/** Settings of a group, or of the tenant, by id. Throws `notFound`. */
export function getGroupSetting(reader: Reader, groupId: string | null, id: string): GroupSetting {
  const setting = reader.table(groupSettings).get(fold(id))
  if (setting?.groupId !== groupId) throw new DomainError('notFound', { id })
  return setting
}

/**
 * Makes settings of a template for a Microsoft 365 group, or for the tenant; what is not mentioned has its preset
 * (Microsoft Graph: Create settings). Throws `notFound`, `invalidValue`, `settingExists`.
 */
export function createGroupSetting(
  transaction: Transaction,
  groupId: string | null,
  { templateId, values }: NewGroupSetting,
): GroupSetting {
  const template = groupSettingTemplate(templateId)
  if (!template || !fits(transaction, template, groupId)) throw invalid('templateId')
  for (const other of groupSettingsOf(transaction, groupId)) {
    if (other.templateId === template.id) throw new DomainError('settingExists')
  }
  return transaction.insert(groupSettings, {
    id: transaction.newGuid(),
    groupId,
    templateId: template.id,
    values: wholeValues(template, values),
  })
}

function fits(reader: Reader, { appliesTo }: GroupSettingTemplate, groupId: string | null): boolean {
  if (groupId === null) return appliesTo === 'tenant'
  return appliesTo === 'group' && isUnified(getGroup(reader, groupId))
}

/** Gives settings other values; those that are not mentioned get their presets. Throws `invalidValue`. */
export function updateGroupSetting(
  transaction: Transaction,
  setting: GroupSetting,
  values: readonly SettingValue[],
): GroupSetting {
  const template = groupSettingTemplate(setting.templateId)
  if (!template) throw invalid('templateId')
  return transaction.replace(groupSettings, { ...setting, values: wholeValues(template, values) })
}

/** Takes settings away: the presets hold again. */
export function deleteGroupSetting(transaction: Transaction, { id }: GroupSetting): void {
  transaction.remove(groupSettings, id)
}

/** Takes away the settings of a group that is gone for good. */
export function purgeGroupSettings(transaction: Transaction, groupId: string): void {
  for (const setting of [...groupSettingsOf(transaction, groupId)]) deleteGroupSetting(transaction, setting)
}

/** What a setting of the tenant is: its value, or its preset. */
export function tenantSetting(reader: Reader, templateId: string, name: string): string {
  for (const setting of groupSettingsOf(reader, null)) {
    if (setting.templateId === templateId) return setting.values.find((value) => value.name === name)?.value ?? ''
  }
  return groupSettingTemplate(templateId)?.values.find((value) => value.name === name)?.defaultValue ?? ''
}

function wholeValues(template: GroupSettingTemplate, given: readonly SettingValue[]): readonly SettingValue[] {
  const named = new Map(given.map(({ name, value }) => [fold(name), value]))
  const known = new Set(template.values.map(({ name }) => fold(name)))
  if (named.size < given.length || [...named.keys()].some((name) => !known.has(name))) throw invalid('values')
  return template.values.map((declared) => {
    const value = named.get(fold(declared.name)) ?? declared.defaultValue
    if (!isPossible(declared, value)) throw invalid(declared.name)
    return { name: declared.name, value }
  })
}

const POSSIBLE: Readonly<Record<string, RegExp>> = { 'System.Boolean': /^(true|false)$/i, 'System.Int32': /^\d{1,9}$/ }

function isPossible({ type, defaultValue }: SettingTemplateValue, value: string): boolean {
  if (value === defaultValue) return true
  if (type === 'System.Guid') return value === '' || isGuid(value)
  return POSSIBLE[type]?.test(value) ?? true
}

function invalid(property: string): DomainError {
  return new DomainError('invalidValue', { property, resource: RESOURCE })
}
