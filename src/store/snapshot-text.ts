import { crc32 } from 'node:zlib'
import { logImage } from './log-image.js'
import type { StoreImage } from './store-image.js'

const CHECKSUM = '"checksum": "'
const FORMAT = /^\{\n"format": (\d+),\n/

/** An image as pieces of one JSON document that people can read: a line per row. The checksum is its last member. */
export function* snapshotText(image: StoreImage): Generator<string> {
  let checksum = 0
  for (const piece of contents(image)) {
    checksum = crc32(piece, checksum)
    yield piece
  }
  yield `${CHECKSUM}${checksumText(checksum)}"\n}\n`
}

function* contents({ layers, log, ...head }: StoreImage): Generator<string> {
  yield '{\n'
  for (const [name, value] of Object.entries(head)) yield `${JSON.stringify(name)}: ${JSON.stringify(value)},\n`
  yield '"layers": ['
  let separator = '\n'
  for (const { table, on, rows } of layers) {
    yield `${separator}{"table": ${JSON.stringify(table)}, "on": ${on}, "rows": [`
    yield* lines(rows)
    yield ']}'
    separator = ',\n'
  }
  const lists: (readonly string[])[] = []
  yield '\n],\n"log": ['
  yield* lines(logImage(log, lists))
  yield '],\n"propertyLists": ['
  yield* lines(lists)
  yield '],\n'
}

function* lines(values: Iterable<object>): Generator<string> {
  let separator = '\n'
  for (const value of values) {
    yield separator + JSON.stringify(value)
    separator = ',\n'
  }
  yield '\n'
}

/** The format that the bytes of a snapshot say they have, or undefined when they are not what was written. */
export function snapshotFormat(bytes: Buffer): number | undefined {
  const end = bytes.lastIndexOf(CHECKSUM)
  if (end < 0) return undefined
  const start = end + CHECKSUM.length
  if (bytes.toString('latin1', start, start + 8) !== checksumText(crc32(bytes.subarray(0, end)))) return undefined
  const [, format] = FORMAT.exec(bytes.toString('latin1', 0, 64)) ?? []
  return format === undefined ? undefined : Number(format)
}

function checksumText(checksum: number): string {
  return checksum.toString(16).padStart(8, '0')
}
