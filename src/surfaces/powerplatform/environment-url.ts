import type { Environment } from '../../domain/dataverse/environment-rows.js'
import { serviceOfHost } from '../../http/microsoft-hosts.js'
import type { Target } from '../../http/target.js'

/** Where an environment is reached: under its own Microsoft name for who asks under one, else at this emulator. */
export function environmentUrl({ host, origin }: Target, { uniqueName }: Environment): string {
  return serviceOfHost(host) === undefined
    ? `${origin}/environments/${uniqueName}/`
    : `https://${uniqueName}.crm.dynamics.com/`
}
