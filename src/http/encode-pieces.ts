import { nextTurn } from '../kernel/turn.js'

/** How many characters are encoded in one turn of the event loop, about. */
const CHARACTERS_A_TURN = 64 * 1024

/** The UTF-8 of a long text, which is asked for piece by piece, in turns of the event loop: others are answered meanwhile. */
export async function encodePieces(pieces: Iterable<string>): Promise<readonly Uint8Array[]> {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length < CHARACTERS_A_TURN) continue
    parts.push(encoder.encode(text))
    text = ''
    await nextTurn()
  }
  parts.push(encoder.encode(text))
  return parts
}
