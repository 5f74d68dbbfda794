import { RequestRefused } from '../errors.js'

/** An element of a FetchXML document. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** Its text without that of its children. */
  readonly text: string
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[]
  text: string
}

let library: typeof import('saxes') | undefined

/** Loads the library, which is large, for requests that may need it: reading is synchronous. */
export async function prepareXml(): Promise<void> {
  library ??= await import('saxes')
}

/** Nobody writes a query this deep. */
const DEEPEST = 100

/** Reads a document whole, when the library has been loaded. Throws a refusal for what is not well-formed, and for document types: entities can grow without end. */
export function parseXml(text: string): XmlElement {
  const document: OpenElement = { name: '', attributes: new Map(), children: [], text: '' }
  const open: OpenElement[] = [document]
  if (!library) throw new Error('XML is read before its library is there')
  const parser = new library.SaxesParser()
  parser.on('error', () => {
    throw invalidElement()
  })
  parser.on('doctype', () => {
    throw invalidElement()
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element: OpenElement = { name, attributes: new Map(Object.entries(attributes)), children: [], text: '' }
    open.at(-1)?.children.push(element)
    if (open.push(element) > DEEPEST) throw invalidElement()
  })
  parser.on('text', (part) => {
    const element = open.at(-1)
    if (element) element.text += part
  })
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  const [root] = document.children
  if (!root) throw invalidElement()
  return root
}

/** What to throw for a document that is no query. */
export function invalidElement(): RequestRefused {
  return new RequestRefused(400, '0x8004111c', 'The element node encountered is invalid.')
}
