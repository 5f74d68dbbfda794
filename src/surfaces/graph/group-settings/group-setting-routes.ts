import type { Handler, Route } from '../call.js'
import { resolveGroup, resolveWritableGroup } from '../groups/resolve-group.js'
import {
  deleteSetting,
  getSetting,
  getSettingTemplate,
  listSettings,
  listSettingTemplates,
  patchSetting,
  postSetting,
  type SettingsHolder,
} from './group-setting-handlers.js'

interface Holders {
  readonly reading: SettingsHolder
  readonly writing: SettingsHolder
  readonly read: string
  readonly write: string
}

/** The settings of a holder; the catalog has a row for reading them, and one for writing. */
function settingRoutes(path: string, name: string, { reading, writing, read, write }: Holders): readonly Route[] {
  const one = `${path}/{settingId}`
  const row = (method: string, at: string, operation: string, handler: Handler, given: Partial<Route> = {}): Route => ({
    ...{ method, path: at, operationId: `${name}.${operation}`, handler, ...given },
    permission: `${method === 'GET' ? 'GET' : 'POST'} ${path}`,
    right: method === 'GET' ? read : write,
  })
  return [
    row('GET', path, 'list', listSettings(reading)),
    row('GET', one, 'get', getSetting(reading)),
    row('POST', path, 'create', postSetting(writing), { bodyAs: 'groupSettings.create', type: 'groupSetting' }),
    row('PATCH', one, 'update', patchSetting(writing), { bodyAs: 'groupSettings.update', type: 'groupSetting' }),
    row('DELETE', one, 'delete', deleteSetting(writing)),
  ]
}

const ofTenant = () => null

/** Settings of groups and of the tenant, and what they are made of. */
export const groupSettingRoutes: readonly Route[] = [
  ...settingRoutes('/groups/{id}/settings', 'groups.settings', {
    reading: resolveGroup,
    writing: resolveWritableGroup,
    read: 'groups/read',
    write: 'groups/update',
  }),
  ...settingRoutes('/groupSettings', 'groupSettings', {
    reading: ofTenant,
    writing: ofTenant,
    read: 'groupSettings/read',
    write: 'groupSettings/write',
  }),
  {
    method: 'GET',
    path: '/groupSettingTemplates',
    operationId: 'groupSettingTemplates.list',
    handler: listSettingTemplates,
    right: 'groupSettings/read',
  },
  {
    method: 'GET',
    path: '/groupSettingTemplates/{id}',
    operationId: 'groupSettingTemplates.get',
    handler: getSettingTemplate,
    permission: 'GET /groupSettingTemplates',
    right: 'groupSettings/read',
  },
]
