import type { Actor, Reader } from '../../access.js'
import { findPrincipal, findUser } from '../find-principal.js'
import type { Initiator } from './directory-audit-rows.js'

const NOBODY: Readonly<Record<Actor['kind'], string>> = {
  user: 'Microsoft Entra ID',
  app: 'Microsoft Entra ID',
  system: 'Microsoft Entra ID',
  control: 'Graphverse',
}

/** Who acted, as they are called now: a user, an app, or what acts where nobody asked. */
export function initiatorOf(reader: Reader, actor: Actor): Initiator {
  const user = actor.kind === 'user' ? findUser(reader, actor.id) : undefined
  if (user) {
    const { id, displayName, userPrincipalName, userType } = user
    const elsewhere = { ipAddress: '', userType, homeTenantId: null, homeTenantName: null }
    return { user: { id, displayName, userPrincipalName, ...elsewhere }, app: null }
  }
  const found = actor.kind === 'app' ? findPrincipal(reader, actor.id) : undefined
  if (found?.type !== 'servicePrincipal') return byService(NOBODY[actor.kind])
  const { id, appId, displayName } = found.object
  return { user: null, app: { appId, displayName, servicePrincipalId: id, servicePrincipalName: null } }
}

/** A service of the directory itself. */
export function byService(displayName: string): Initiator {
  return { user: null, app: { appId: null, displayName, servicePrincipalId: null, servicePrincipalName: null } }
}
