import { answer, type ServedProcess } from './served-process.js'

/** A user as it is created; every property can be told from the name. */
export interface CrashUser {
  readonly userPrincipalName: string
  readonly displayName: string
  readonly mailNickname: string
  readonly jobTitle: string
  readonly city: string
}

export interface Acknowledged extends CrashUser {
  readonly id: string
}

const SELECT = '$select=id,userPrincipalName,displayName,mailNickname,jobTitle,city'
const PREFIX = 'crash-'

function crashUser(name: string, domain: string): CrashUser {
  const nickname = `${PREFIX}${name}`
  return {
    userPrincipalName: `${nickname}@${domain}`,
    displayName: `Crash ${name}`,
    mailNickname: nickname,
    jobTitle: `Title of ${name}`,
    city: `City of ${name}`,
  }
}

/** Creates users one after the other until the server is gone; answers with those that it acknowledged, telling of each. */
export async function createUntilGone(
  server: ServedProcess,
  domain: string,
  writer: string,
  tell: () => void,
): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = []
  for (let at = 0; ; at++) {
    const user = crashUser(`${writer}-${at}`, domain)
    const body = JSON.stringify({ ...user, accountEnabled: true, passwordProfile: { password: 'Crash-Test-2026!' } })
    const headers = { ...authorized(server), 'content-type': 'application/json' }
    const response = await fetch(`${server.url}/v1.0/users`, { method: 'POST', headers, body }).catch(() => undefined)
    if (!response) return acknowledged
    if (response.status !== 201) throw new Error(`creating answered ${response.status}: ${await response.text()}`)
    tell()
    // Status 201 is the acknowledgement, also when the body does not arrive any more.
    const created = await response.json().catch(() => undefined)
    acknowledged.push({ ...user, id: (created as { id?: string } | undefined)?.id ?? '' })
  }
}

/** What is wrong after a restart: users that were acknowledged and are missing, and users that are not whole. */
export async function complaints(server: ServedProcess, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const present = new Map((await allCrashUsers(server)).map((user) => [user.userPrincipalName, user]))
  const missing = acknowledged.filter(({ userPrincipalName, id }) => {
    const user = present.get(userPrincipalName)
    return !user || (id !== '' && user.id !== id)
  })
  const halves = [...present.values()].filter((user) => !isWhole(user))
  const unreachable: string[] = []
  for (const { id } of acknowledged.slice(-20)) {
    if (id !== '' && !(await fetch(`${server.url}/v1.0/users/${id}`, { headers: authorized(server) })).ok)
      unreachable.push(id)
  }
  return [
    ...missing.map(({ userPrincipalName }) => `acknowledged, but missing: ${userPrincipalName}`),
    ...halves.map((user) => `not whole: ${JSON.stringify(user)}`),
    ...unreachable.map((id) => `acknowledged, but not found by its id: ${id}`),
  ]
}

function isWhole({ id, ...user }: Acknowledged): boolean {
  const [nickname = '', domain = ''] = user.userPrincipalName.split('@')
  const expected = crashUser(nickname.slice(PREFIX.length), domain)
  return id !== '' && Object.entries(expected).every(([name, value]) => user[name as keyof CrashUser] === value)
}

async function allCrashUsers(server: ServedProcess): Promise<Acknowledged[]> {
  const users: Acknowledged[] = []
  const first = `${server.url}/v1.0/users?$top=999&${SELECT}&$filter=startswith(userPrincipalName,'${PREFIX}')`
  for (let next: string | undefined = first; next; ) {
    const page: { value: Acknowledged[]; '@odata.nextLink'?: string } = await answer(
      await fetch(next, { headers: authorized(server) }),
    )
    users.push(...page.value)
    next = page['@odata.nextLink']
  }
  return users
}

/** The domain in which the users of the server's first tenant are. */
export async function domainOf(server: ServedProcess): Promise<string> {
  const info: { tenants: { defaultDomain: string }[] } = await answer(await fetch(`${server.url}/_emulator/info`))
  return info.tenants[0]?.defaultDomain ?? ''
}

function authorized({ token }: ServedProcess): Record<string, string> {
  return { authorization: `Bearer ${token}` }
}
