import { RequestRefused } from './errors.js'

/** What to throw for a part of a path that leads nowhere. */
export function unknownSegment(name: string): RequestRefused {
  return new RequestRefused(404, '0x80060888', `Resource not found for the segment '${name}'.`)
}
