import { mkdtempSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import type { Emulator } from './emulator.js'
import { FOLDER, type Recipe, type Way } from './recipe.js'

export type Variables = Readonly<Record<string, string>>

/** The address under which a recipe's servers and people speak of the emulator. */
export function originOf({ ready }: Emulator, way: Way): string {
  return way === 'http' ? ready.http : ready.https
}

/** The variables that the programs of recipes read, and those by which their runtimes find and trust the emulator. */
export function variablesFor(emulator: Emulator, { app, user = 'licensed-member' }: Recipe, way: Way): Variables {
  const { tenant, certificates, folder } = emulator
  const { clientId, clientSecret } = emulator.app(app)
  const { userPrincipalName, password } = emulator.user(user)
  return {
    ...shellVariablesFor(emulator, way),
    ...(way === 'proxy' ? {} : { EMULATOR_URL: originOf(emulator, way) }),
    AZURE_TENANT_ID: tenant.id,
    AZURE_CLIENT_ID: clientId,
    AZURE_CLIENT_SECRET: clientSecret ?? '',
    AZURE_CLIENT_CERTIFICATE_PATH: certificates.known,
    AZURE_USERNAME: userPrincipalName,
    AZURE_PASSWORD: password ?? '',
    PORT: '0',
    // Clients keep tokens and settings there.
    HOME: mkdtempSync(join(folder, 'home-')),
    PATH: [resolve(FOLDER, 'node/node_modules/.bin'), process.env.PATH].join(delimiter),
  }
}

/** What a shell has set: nothing where plain HTTP must do, and no proxy but for those who come by it. */
function shellVariablesFor({ shellVariables }: Emulator, way: Way): Variables {
  if (way === 'proxy') return shellVariables
  return Object.fromEntries(Object.entries(shellVariables).filter(([name]) => way === 'https' && !/PROXY/i.test(name)))
}

/** What a program is refused with instead: a secret, a password or a certificate that nobody knows. */
export function wrongVariables({ certificates, folder }: Emulator): Variables {
  return {
    AZURE_CLIENT_SECRET: 'wrong',
    AZURE_PASSWORD: 'wrong',
    AZURE_CLIENT_CERTIFICATE_PATH: certificates.unknown,
    HOME: mkdtempSync(join(folder, 'home-')),
  }
}
