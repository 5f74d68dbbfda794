import type { Log, LogLevel } from '../kernel/log.js'

export type LogFormat = 'json' | 'pretty'

type Fields = Readonly<Record<string, unknown>>
type Write = (level: Exclude<LogLevel, 'silent'>, message: string, fields: Fields | undefined) => void

const LEVELS: readonly LogLevel[] = ['silent', 'error', 'info', 'debug']

/**
 * A log on standard error. The library behind it is loaded with the first line that is really written, so that a quiet
 * start costs nothing; lines keep their order meanwhile.
 */
export function createLog(level: LogLevel, format: LogFormat): Log {
  const admitted = LEVELS.indexOf(level)
  let writing: Promise<Write> | undefined
  const line =
    (at: Exclude<LogLevel, 'silent'>) =>
    (message: string, fields?: Fields): void => {
      if (LEVELS.indexOf(at) > admitted) return
      writing ??= openPino(level, format)
      void writing.then((write) => write(at, message, fields))
    }
  return { error: line('error'), info: line('info'), debug: line('debug') }
}

async function openPino(level: LogLevel, format: LogFormat): Promise<Write> {
  const { pino } = await import('pino')
  const standardError = pino.destination({ dest: 2, sync: true })
  const destination =
    format === 'json' ? standardError : { write: (line: string) => void standardError.write(prettify(line)) }
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  return (at, message, fields) => logger[at](fields ?? {}, message)
}

const LABELS: Readonly<Record<number, string>> = { 20: 'debug', 30: 'info ', 50: 'ERROR' }

/** `10:32:07 info  message key=value` */
export function prettify(line: string): string {
  const { level, time, msg, ...fields } = JSON.parse(line) as { level: number; time: string; msg: string }
  const shown = Object.entries(fields).map(
    ([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return `${time.slice(11, 19)} ${LABELS[level] ?? level} ${msg}${shown.join('')}\n`
}
