/** Browsers and systems by what a user agent says of itself; the first that fits is meant. */
const BROWSERS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Edge', /Edg(?:e|A|iOS)?\/([\d.]+)/],
  ['Chrome', /Chrome\/([\d.]+)/],
  ['Firefox', /Firefox\/([\d.]+)/],
  ['Safari', /Version\/([\d.]+).*Safari/],
]
const SYSTEMS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Windows 10', /Windows NT 10\.0/],
  ['Windows', /Windows/],
  ['Android', /Android/],
  ['Ios', /iPhone|iPad/],
  ['MacOs', /Mac OS X|Macintosh/],
  ['Linux', /Linux/],
]

/** What a user agent tells of the device (Microsoft Graph: deviceDetail). */
export function deviceDetail(userAgent: string) {
  return {
    deviceId: '',
    displayName: '',
    operatingSystem: SYSTEMS.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? '',
    browser: browserOf(userAgent),
    isCompliant: false,
    isManaged: false,
    trustType: '',
  }
}

function browserOf(userAgent: string): string {
  for (const [name, pattern] of BROWSERS) {
    const version = pattern.exec(userAgent)?.[1]
    if (version !== undefined) return `${name} ${version}`
  }
  return ''
}
