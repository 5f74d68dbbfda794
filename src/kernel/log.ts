export type LogLevel = 'silent' | 'error' | 'info' | 'debug'

/** What the emulator tells the person who runs it. Never secrets, tokens or passwords. */
export interface Log {
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void
}

/** A log that keeps everything to itself. */
export const silentLog: Log = { error: () => {}, info: () => {}, debug: () => {} }
