import type { Reader } from '../access.js'
import type { Environment } from './environment-rows.js'
import { rowsOf } from './tables.js'

/** The organization settings that change a rule, with their default. */
const defaults = {
  AllowRoleAssignmentOnDisabledUsers: false,
  EnableSystemUserDelete: false,
  AuthorizationSkipAadUserStateValidation: false,
  EnableOwnershipAcrossBusinessUnits: false,
  DoNotRemoveRolesOnChangeBusinessUnit: false,
  AlwaysMoveRecordToOwnerBusinessUnit: true,
  CanCreateApplicationStubUser: false,
} as const

export type OrganizationSetting = keyof typeof defaults

const PREFIX = 'orgdborgsettings.'

/** A setting as the organization row has it in its XML text (`orgdborgsettings`), or its default. */
export function organizationSetting(reader: Reader, environment: Environment, name: OrganizationSetting): boolean {
  const organization = rowsOf(reader, environment, 'organization').get(environment.organizationId ?? '')
  const text = String(organization?.orgdborgsettings ?? '')
  const start = text.indexOf(`<${name}>`)
  if (start === -1) return defaults[name]
  return text.slice(start + name.length + 2, text.indexOf('<', start + 1)).toLowerCase() === 'true'
}

/** True when whoever moves to another business unit keeps the roles of the old one. */
export function keepsRolesOnMove(reader: Reader, environment: Environment): boolean {
  return (
    organizationSetting(reader, environment, 'DoNotRemoveRolesOnChangeBusinessUnit') ||
    organizationSetting(reader, environment, 'EnableOwnershipAcrossBusinessUnits')
  )
}

/** True when records stay in their business unit though their owner is in another, or moves there. */
export function keepsRecordsInUnit(reader: Reader, environment: Environment): boolean {
  return (
    organizationSetting(reader, environment, 'EnableOwnershipAcrossBusinessUnits') &&
    !organizationSetting(reader, environment, 'AlwaysMoveRecordToOwnerBusinessUnit')
  )
}

/** True when whoever gives a row away goes on having access to it. */
export function sharesWithFormerOwner(reader: Reader, environment: Environment): boolean {
  const organization = rowsOf(reader, environment, 'organization').get(environment.organizationId ?? '')
  return organization?.sharetopreviousowneronassign === true
}

/** The XML text for the settings an environment is made with. */
export function organizationSettingsXml(settings: Environment['settings']): string {
  const elements = Object.entries(settings)
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([name, value]) => {
      const element = name.slice(PREFIX.length)
      return `<${element}>${String(value)}</${element}>`
    })
  return `<OrgSettings>${elements.join('')}</OrgSettings>`
}
