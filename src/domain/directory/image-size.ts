/** What kind of image some bytes are, and how large it is in pixels. */
export interface ImageSize {
  readonly contentType: 'image/jpeg' | 'image/png' | 'image/gif'
  readonly width: number
  readonly height: number
}

/** Reads kind and size of an image from its first bytes; undefined for what is neither JPEG, PNG nor GIF. */
export function imageSizeOf(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47]) && bytes.length >= 24) {
    return { contentType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
  }
  if (startsWith(bytes, [0x47, 0x49, 0x46, 0x38]) && bytes.length >= 10) {
    return { contentType: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) }
  }
  return startsWith(bytes, [0xff, 0xd8]) ? jpegSize(view) : undefined
}

function startsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, at) => bytes[at] === byte)
}

const FRAME_BYTES = 9

/** Walks over the segments of a JPEG to the one that begins its frame. */
function jpegSize(view: DataView): ImageSize | undefined {
  let at = 2
  while (at + FRAME_BYTES <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    if (isFrame(marker)) {
      return { contentType: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

/** The markers SOF0 to SOF15, among which stand three that begin no frame. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}
