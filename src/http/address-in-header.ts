const encoder = new TextEncoder()

/**
 * An address as a header can carry it: whatever is not printable ASCII is percent-encoded (RFC 3986, section 2.1; RFC 3987,
 * section 3.1). Somebody registered it, and a line end in it would begin another header.
 */
export function addressInHeader(address: string): string {
  return address.replace(/[^!-~]+/g, (text) => Array.from(encoder.encode(text), escapeByte).join(''))
}

function escapeByte(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
}
