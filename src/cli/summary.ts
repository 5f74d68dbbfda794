import type { EmulatorInfo, Ready } from '../index.js'

type Tenant = EmulatorInfo['tenants'][number]

const SHOWN_USERS = 8

/** What a person wants to know of a fresh emulator: who can sign in where, and what to paste. */
export function summarize(info: EmulatorInfo, ready: Ready): string {
  const [first] = info.tenants
  const parts = [`Graphverse ${info.version} is listening on ${ready.http} and ${ready.https}`]
  for (const tenant of info.tenants) parts.push(describeTenant(tenant))
  if (first) parts.push(snippets(first, ready))
  return `${parts.join('\n\n')}\n`
}

function describeTenant({ displayName, kind, id, defaultDomain, apps, users, environments }: Tenant): string {
  const lines = [`${displayName} (${kind}): ${defaultDomain}`, `  tenant       ${id}`]
  for (const { clientId, clientSecret, purpose } of apps.filter((app) => app.purpose !== null))
    lines.push(`  app          ${clientId}  ${clientSecret ?? '(no secret)'}  ${purpose}`)
  for (const { userPrincipalName, password, purpose } of users
    .filter((user) => user.purpose !== null)
    .slice(0, SHOWN_USERS))
    lines.push(`  user         ${userPrincipalName}  ${password ?? '(no password)'}  ${purpose}`)
  for (const environment of environments) lines.push(`  environment  ${environment.url}`)
  return lines.join('\n')
}

/** Two calls to paste: get a token, use it. */
function snippets({ id, apps }: Tenant, { http, caFile }: Ready): string {
  const app = apps.find(({ purpose }) => purpose === 'all-permissions')
  if (!app?.clientSecret) return ''
  const lines = [
    'Try it:',
    `  TOKEN=$(curl -s ${http}/${id}/oauth2/v2.0/token -d grant_type=client_credentials \\`,
    `    -d client_id=${app.clientId} --data-urlencode 'client_secret=${app.clientSecret}' \\`,
    `    -d scope=${http}/.default | node -pe 'JSON.parse(require("fs").readFileSync(0)).access_token')`,
    `  curl -s -H "Authorization: Bearer $TOKEN" '${http}/v1.0/users?$top=3'`,
  ]
  if (caFile !== null) lines.push('', `For HTTPS: export NODE_EXTRA_CA_CERTS='${caFile}'`)
  const port = new URL(http).port || '80'
  lines.push('', `For clients with Microsoft's hosts built in: eval "$(npx graphverse env --port ${port})"`)
  return lines.join('\n')
}
