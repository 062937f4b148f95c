/** Finds modules in the text of a bundle: what the inline loader reads, read in another way. */

const ALPHABET = "#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{}~"
const MODULE = new RegExp(`["'\`](?:([^"|\\\\]+)\\|(\\d+)\\|)?([0-9a-f]{${ALPHABET.length * 2}})\\|[0-9a-f]+\\|([^"|\\\\]+)`, 'g')

/** Whether a module, or the beginning of one, is in `text`. */
export function holdsModule(text) {
  return new RegExp(`[0-9a-f]{${ALPHABET.length * 2}}\\|`).test(text)
}

/** The modules that are in `text`, as bytes. */
export function modulesIn(text) {
  return [...text.matchAll(MODULE)].map(([, dense = '', start, frequent, rest]) => {
    const values = [...new Set([...Buffer.from(frequent, 'hex'), ...Array(256).keys()])]
    const bytes = rest.match(/[ !]?[^ !]/g).map((item) => {
      const further = item.length === 2 ? ' !'.indexOf(item[0]) + 1 : 0
      return values[further * ALPHABET.length + ALPHABET.indexOf(item.at(-1))]
    })
    const place = start ?? bytes.length // Only where a part is dense is its place there.
    return Buffer.concat([Buffer.from(bytes.slice(0, place)), Buffer.from(dense), Buffer.from(bytes.slice(place))])
  })
}
