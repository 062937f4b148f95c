import hex from 'septet-hex'

/** Compiles the module from the bytes in this file: no fetch, no file system, no configuration. */
export function compile(): WebAssembly.Module {
  return new WebAssembly.Module(bytes())
}

/** Hex, because it compresses better than base64: repeats stay aligned to bytes. */
function bytes(): Uint8Array<ArrayBuffer> {
  const { fromHex } = Uint8Array as unknown as { fromHex?: (text: string) => Uint8Array<ArrayBuffer> }
  if (fromHex) return fromHex.call(Uint8Array, hex)
  const decoded = new Uint8Array(hex.length / 2)
  for (let at = 0; at < decoded.length; at++) {
    decoded[at] = (digit(hex.charCodeAt(at * 2)) << 4) | digit(hex.charCodeAt(at * 2 + 1))
  }
  return decoded
}

/** The value of `0`-`9` and `a`-`f`: letters have bit 6 set and follow 9. */
function digit(unit: number): number {
  return (unit & 15) + (unit >> 6) * 9
}
