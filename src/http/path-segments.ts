import { decodePart } from './query-string.js'

/** The parts of a path, decoded, as a router matches them; doubled and closing slashes do not count. */
export function pathSegments(path: string): readonly string[] {
  const segments: string[] = []
  for (const part of path.split('/')) if (part !== '') segments.push(decodePart(part))
  return segments
}
