import { decodePart } from '../../../http/query-string.js'

const BASIC = /^basic +([a-z0-9+/]+=*) *$/i

/** Client id and secret of an `Authorization: Basic` header, each form-encoded (RFC 6749, section 2.3.1), or undefined. */
export function readBasicCredentials(header: string | undefined): { id: string; secret: string } | undefined {
  const encoded = BASIC.exec(header ?? '')?.[1]
  if (encoded === undefined) return undefined
  const text = decodeBase64(encoded)
  const colon = text?.indexOf(':') ?? -1
  if (text === undefined || colon === -1) return undefined
  const [id, secret] = [text.slice(0, colon), text.slice(colon + 1)].map((part) =>
    decodePart(part.replaceAll('+', ' ')),
  )
  return { id: id ?? '', secret: secret ?? '' }
}

function decodeBase64(text: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)))
  } catch {
    return undefined
  }
}
