import { type CommitImage, logFromImage } from './log-image.js'
import type { LayerImage, RowImage, StoreImage } from './store-image.js'

type Head = Omit<StoreImage, 'layers' | 'log'>

/**
 * The image behind the bytes of a snapshot that is whole and of the present format. They are read line by line, as
 * `snapshotText` wrote them: all of a large store is more than one text can hold.
 */
export function parseSnapshot(bytes: Buffer): StoreImage {
  const lines = linesOf(bytes)
  let text = ''
  for (let line = next(lines); line !== LAYERS; line = next(lines)) text += line
  const head: Head = JSON.parse(`${withoutComma(text)}}`)
  const layers = [...layersIn(lines)]
  const log = listIn<CommitImage>(lines)
  const propertyLists = listIn<readonly string[]>(lines)
  return { ...head, layers, log: logFromImage(log, propertyLists) }
}

const LAYERS = '"layers": ['
const LINE_END = 0x0a

function* layersIn(lines: Iterator<string, undefined>): Generator<LayerImage> {
  for (let line = next(lines); !line.startsWith(']'); line = next(lines)) {
    const layer: Omit<LayerImage, 'rows'> = JSON.parse(`${line}]}`)
    yield { ...layer, rows: [...valuesIn<RowImage>(lines)] }
  }
}

/** A member whose value is a list. */
function listIn<Value>(lines: Iterator<string, undefined>): Value[] {
  next(lines)
  return [...valuesIn<Value>(lines)]
}

/** The values up to the line that ends their list. */
function* valuesIn<Value>(lines: Iterator<string, undefined>): Generator<Value> {
  for (let line = next(lines); !line.startsWith(']'); line = next(lines)) yield JSON.parse(withoutComma(line))
}

function next(lines: Iterator<string, undefined>): string {
  const { value } = lines.next()
  if (value === undefined) throw new Error('a snapshot has fewer lines than its format says')
  return value
}

function withoutComma(line: string): string {
  return line.endsWith(',') ? line.slice(0, -1) : line
}

function* linesOf(bytes: Buffer): Generator<string, undefined> {
  let start = 0
  for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, start)) {
    yield bytes.toString('utf8', start, end)
    start = end + 1
  }
  return undefined
}
