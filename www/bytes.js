/** Bytes as text with one character per byte, so that what a shell writes byte by byte can be read like any text. */

/** The UTF-8 bytes of a text, one character each. */
export function binary(text) {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')
}

/** The bytes themselves. */
export function bytesOf(characters) {
  return Uint8Array.from(characters, (character) => character.charCodeAt(0))
}

/** What the bytes say in UTF-8. A byte order mark stays, because it is signed. */
export function textOf(characters) {
  return shown(bytesOf(characters))
}

/** Bytes as text to be read; what is no UTF-8 becomes U+FFFD. */
export function shown(bytes) {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}
