/** Words for characters and numbers, for reading only: the package decides what counts. */

/** Writes the code points of a character: `U+1F44D U+1F3FD`. */
export function codePoints(text) {
  return Array.from(text, codePoint).join(' ')
}

/** A number with its noun: `1 segment`, `2,048 segments`. */
export function counted(count, noun) {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

function codePoint(character) {
  return `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}
