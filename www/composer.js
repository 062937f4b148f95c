/** The composer: what a message costs, where it is cut, and what makes it cost more. */

import { countSegments, segment } from 'septet/segments'
import { counted } from './characters.js'
import { announcer, applied, edit, fill, setText } from './editing.js'
import { grouped, isReplaceable, offenderList, replaceAllLabel } from './offenders.js'
import { runView, undrawn } from './runs.js'

const EXAMPLE =
  'Hi Zoe! Your table at “Le Café” is booked for 19:30 – see you soon…\n\n' +
  'Running late? Reply LATE and we’ll keep it for 15 minutes. ' +
  'Need to cancel? Reply STOP and it’s gone, no questions asked.'

const by = (id) => document.getElementById(id)
const message = by('message')
const drawRuns = runView(by('runs'))
const drawOffenders = offenderList(by('offenders'), (group) => replace(group.edits))
const announce = announcer(by('live'))
let groups = []

message.addEventListener('input', update)
by('replace-all').addEventListener('click', () => replace(replacements()))
by('example').addEventListener('click', () => fill(message, EXAMPLE))
update()

function update() {
  const measured = measure(message.value)
  for (const id of ['figures', 'cut', 'cause']) by(id).hidden = measured === null
  drawRuns(measured)
  if (measured === null) return
  showFigures(measured)
  showOffenders(measured)
  announce(summary(measured.count, measured.encoding))
}

/** Measures the text; shows why and returns null when it cannot be. */
function measure(text) {
  const problem = by('problem')
  try {
    const measured = segment(text)
    problem.hidden = true
    return measured
  } catch (error) {
    setText(problem, `This text cannot be measured: ${error.message}.`)
    problem.hidden = false
    return null
  }
}

function showFigures(measured) {
  const { count, encoding, units, unitsPerSegment, remaining, characters, segments } = measured
  const used = segments.at(-1)?.units ?? 0
  const last = { used, limit: unitsPerSegment, left: remaining }
  const figures = { count, encoding, units, characters, ...last }
  for (const [id, value] of Object.entries(figures)) setText(by(id), value.toLocaleString('en'))
  setText(by('count-noun'), count === 1 ? 'segment' : 'segments')
  setText(by('unit-noun'), encoding === 'GSM-7' ? 'septets' : 'UTF-16 units')
  by('encoding').dataset.encoding = encoding
  by('runs-more').hidden = undrawn(measured) === 0
  setText(by('runs-more'), `and ${counted(undrawn(measured), 'more segment')}`)
  by('fill').style.width = `${(100 * used) / unitsPerSegment}%`
}

function showOffenders({ count, unsupported }) {
  groups = grouped(unsupported)
  by('offenders-none').hidden = groups.length > 0
  by('offenders-some').hidden = groups.length === 0
  const more = drawOffenders(groups)
  by('offenders-more').hidden = more === 0
  setText(by('offenders-more'), `and ${more.toLocaleString('en')} more without an equivalent`)
  showReplaceAll(count)
}

function showReplaceAll(count) {
  const [edits, fixed] = [replacements(), groups.filter((group) => !isReplaceable(group)).length]
  const after = edits.length > 0 ? countSegments(applied(message.value, edits)) : count
  by('replace-all').hidden = edits.length === 0
  by('replace-all').classList.toggle('primary', after < count)
  setText(by('replace-all'), replaceAllLabel(count, after))
  by('offenders-note').hidden = fixed === 0
  const many = `${fixed.toLocaleString('en')} different characters have`
  const [which, they] = fixed === 1 ? ['One character has', 'it is'] : [many, 'they are']
  setText(by('offenders-note'),
    `${which} no equivalent, so the message stays in UCS-2 while ${they} there.`)
}

/** Every replacement there is, in the order of the text. */
function replacements() {
  const edits = groups.filter(isReplaceable).flatMap((group) => group.edits)
  return edits.sort((one, other) => one.start - other.start)
}

function replace(edits) {
  edit(message, edits)
  const { count, encoding } = segment(message.value)
  const deed = `${counted(edits.length, 'character')} replaced, undo takes it back.`
  announce(summary(count, encoding), deed)
}

function summary(count, encoding) {
  return `${counted(count, 'segment')}, ${encoding}`
}
