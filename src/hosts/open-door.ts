/** What decides whether an emulator that checks nobody may be reached. */
export interface Door {
  readonly auth?: 'strict' | 'off'
  /** The address to bind. */
  readonly host: string
  readonly hostnames?: readonly string[]
  readonly controlToken?: string | undefined
}

/** True when anybody could do anything: callers go unchecked, others reach the address, and nothing guards the door. */
export function isOpenDoor({ auth, host, hostnames = [], controlToken }: Door): boolean {
  return auth === 'off' && !isLoopback(host) && hostnames.length === 0 && controlToken === undefined
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
