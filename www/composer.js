/** The composer: what a message costs, where it is cut, and what makes it cost more. */

import 'septet/element-full'
import { copy, fill, setText } from './editing.js'

const EXAMPLE =
  'Hi Zoe! Your table at “Le Café” is booked for 19:30 – see you soon…\n\n' +
  'Running late? Reply LATE and we’ll keep it for 15 minutes. ' +
  'Need to cancel? Reply STOP and it’s gone, no questions asked.'

const by = (id) => document.getElementById(id)
const message = by('message')

message.addEventListener('segments', show)
by('example').addEventListener('click', () => fill(message, EXAMPLE))
by('most').addEventListener('change', ({ target }) => (message.maxLength = Number(target.value) || -1))
for (const id of ['smart', 'toll-free']) by(id).addEventListener('change', measure)
for (const name of ['price', 'recipients']) {
  by(name).addEventListener('input', ({ target }) => message.setAttribute(name, target.value.trim()))
}
for (const button of document.querySelectorAll('[data-copies]')) {
  button.addEventListener('click', () => copy(button, by(button.dataset.copies).textContent, by('copied')))
}
show()

function measure() {
  const smart = by('smart').value
  message.options = {
    smartEncoding: smart === 'true' || smart || false,
    headerBytes: by('toll-free').checked ? 7 : 6,
  }
}

function show() {
  const measured = message.segments
  by('figures').hidden = measured === null
  if (measured === null) return
  const { encoding, units, unitsPerSegment, characters, segments, lineBreaks } = measured
  const figures = { used: segments.at(-1).units, limit: unitsPerSegment, units, characters }
  for (const [id, value] of Object.entries(figures)) setText(by(id), value.toLocaleString('en'))
  setText(by('unit-noun'), encoding === 'GSM-7' ? 'septets' : 'UTF-16 units')
  setText(by('breaks'), lineBreaks)
}
