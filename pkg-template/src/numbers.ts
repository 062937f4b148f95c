import { takeText } from './core.js'

/** Gives the numbers of an answer one by one. */
export function reader(numbers: Uint32Array): () => number {
  let at = 0
  return () => numbers[at++] as number
}

/** Makes a list of that many items. */
export function list<T>(length: number, next: () => T): T[] {
  const items: T[] = []
  while (items.length < length) items.push(next())
  return items
}

/** Gives the texts of an answer one by one, of the lengths asked for. The last number is their bytes. */
export function texts(numbers: Uint32Array): (length: number) => string {
  const text = takeText(numbers[numbers.length - 1] as number)
  let at = 0
  return (length) => text.slice(at, (at += length))
}
