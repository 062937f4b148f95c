// Documents as a strict parser reads them.

import { SaxesParser } from 'saxes'

/**
 * The tree of a document: the comments around the root, and elements with their attributes in order.
 * Throws where the document is not well-formed.
 *
 * @returns {{ content: (string | object)[] }}
 */
export function read(xml) {
  const parser = new SaxesParser()
  const tree = { content: [] }
  const open = [tree]
  const top = () => open[open.length - 1].content
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('a document type')
  })
  parser.on('processinginstruction', () => {
    throw new Error('an instruction')
  })
  parser.on('cdata', () => {
    throw new Error('a CDATA section')
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: Object.entries(attributes), content: [] }
    top().push(element)
    open.push(element)
  })
  parser.on('closetag', () => open.pop())
  parser.on('comment', (comment) => top().push({ comment }))
  parser.on('text', (text) => {
    const content = top()
    if (typeof content.at(-1) === 'string') content[content.length - 1] += text
    else if (open.length > 1) content.push(text)
  })
  parser.write(xml).close()
  return tree
}
