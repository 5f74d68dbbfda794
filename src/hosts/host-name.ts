import { isIP } from 'node:net'

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i

/** Whether a text is a host name or an IP address, without scheme and port. */
export function isHost(text: string): boolean {
  return isIP(text) !== 0 || HOST_NAME.test(text)
}
