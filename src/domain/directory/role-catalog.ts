import catalog from '../../../fixtures/directory-roles.json' with { type: 'json' }

/** A role that every tenant knows (Microsoft Entra built-in roles). */
export interface BuiltInRole {
  readonly templateId: string
  readonly displayName: string
  readonly description: string
  readonly isPrivileged: boolean
}

/** Every built-in role. */
export const builtInRoles: readonly BuiltInRole[] = Object.entries(catalog.roles).map(([displayName, role]) => ({
  templateId: role.templateId,
  displayName,
  description: role.description,
  isPrivileged: 'isPrivileged' in role,
}))

const byTemplateId = new Map(builtInRoles.map((role) => [role.templateId, role]))
const byName = new Map(builtInRoles.map((role) => [role.displayName, role]))

/** A built-in role by its template id, in any case, or undefined. */
export function builtInRole(templateId: string): BuiltInRole | undefined {
  return byTemplateId.get(templateId.toLowerCase())
}

/** A built-in role by its display name (`User Administrator`), or undefined. */
export function roleNamed(displayName: string): BuiltInRole | undefined {
  return byName.get(displayName)
}

/** Template id of Global Administrator. */
export const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10'
