import { RequestRefused } from '../errors.js'

/** A part of a multipart body: headers by lower-case name, and what follows the blank line. */
export interface Part {
  readonly headers: Readonly<Record<string, string>>
  readonly content: string
}

const BOUNDARY = /boundary="?([^";,]+)"?/i

/** The boundary a content type names, or undefined when it is no multipart. */
export function boundaryOf(contentType: string): string | undefined {
  if (!contentType.toLowerCase().startsWith('multipart/mixed')) return undefined
  return BOUNDARY.exec(contentType)?.[1]?.trim()
}

/**
 * The parts between the delimiters of a text. Line ends may be CRLF or LF; what stands before the first delimiter and
 * behind the last does not count. Throws when there is no delimiter at all.
 */
export function readParts(text: string, boundary: string): Part[] {
  const delimiter = `--${boundary}`
  const parts: Part[] = []
  let lines: string[] | undefined
  for (const line of text.split(/\r?\n/)) {
    const bare = line.trimEnd()
    if (bare === delimiter || bare === `${delimiter}--`) {
      if (lines) parts.push(readPart(lines))
      lines = bare === delimiter ? [] : undefined
    } else lines?.push(line)
  }
  if (lines?.some((line) => line.trim() !== '')) parts.push(readPart(lines))
  if (parts.length === 0)
    throw new RequestRefused(400, '0x80060888', `The batch body holds no part delimited by '${delimiter}'.`)
  return parts
}

/** Headers up to the first blank line, then the content. */
export function readPart(lines: readonly string[]): Part {
  const headers: Record<string, string> = {}
  let at = 0
  while (at < lines.length && lines[at]?.trim() === '') at++
  for (; at < lines.length && lines[at]?.trim() !== ''; at++) {
    const line = lines[at] ?? ''
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim()
  }
  return { headers, content: lines.slice(at + 1).join('\n') }
}
