import type { Environment } from '../dataverse/environment-rows.js'

interface Settings {
  /** Members of groups nested in the security group get in at first access. */
  readonly 'securityGroup.nestedMembersJit': boolean
  /** Administrators may add users to a Teams environment. */
  readonly 'teams.onDemandAdd': boolean
  /** Others than its creator get into a developer environment. */
  readonly 'developer.allowAdditionalUsers': boolean
  /** Directory administrators get System Administrator when they are added. */
  readonly 'admin.autoSystemAdministrator': boolean
  /** `onPremises` fills the profile when a row is made and never again. */
  readonly 'profile.mode': string
  /** How long the primary e-mail follows the directory. */
  readonly 'profile.primaryEmailPolicy': string
  /** The form of application users has been customized so that their status can be changed on it. */
  readonly 'form.statusEditable': boolean
  /** Licenses bring their security roles. */
  readonly 'roles.auto': boolean
  /** Roles with team privileges only cannot be given to group teams. */
  readonly 'teams.inheritableRolesOnly': boolean
  /** An application user that is made without a business unit belongs into the root unit. */
  readonly lenient: boolean
}

const DEFAULTS: Settings = {
  'securityGroup.nestedMembersJit': false,
  'teams.onDemandAdd': true,
  'developer.allowAdditionalUsers': false,
  'admin.autoSystemAdministrator': false,
  'profile.mode': 'online',
  'profile.primaryEmailPolicy': 'untilClientUpdate',
  'form.statusEditable': false,
  'roles.auto': true,
  'teams.inheritableRolesOnly': false,
  lenient: false,
}

/** Whether an environment has a setting of that name, which may change while the environment is in use. */
export function isSetting(name: string): boolean {
  return Object.hasOwn(DEFAULTS, name)
}

/** Every setting with the value in force; `sync.mode` only where the environment has its own. */
export function settingsInForce({ settings }: Pick<Environment, 'settings'>): Environment['settings'] {
  const own = Object.entries(settings).filter(([name]) => isSetting(name) || name === 'sync.mode')
  return { ...DEFAULTS, ...Object.fromEntries(own) }
}

/** A setting of an environment that decides what the documentation leaves open, or its default. */
export function settingOf<Name extends keyof Settings>(
  environment: Pick<Environment, 'settings'>,
  name: Name,
): Settings[Name] {
  return (environment.settings[name] as Settings[Name] | undefined) ?? DEFAULTS[name]
}
