/** The phone tool: what a number in any notation means, and why it is not valid. */

import { formatAsYouType, formatPhone, parsePhone, phoneMetadataVersion } from 'septet/phone-format'
import { typeInWords, verdict } from './answers.js'
import { countries, likelyCountry } from './countries.js'
import { announcer, copy, element, fill, setText } from './editing.js'
import { formatWhileTyping } from './typing.js'

// Longer ones would hide the code that they are in.
const MAX_LITERAL = 40

const by = (id) => document.getElementById(id)
const [number, country] = [by('number'), by('country')]
const announce = announcer(by('live'))
const known = new Map(countries(navigator.languages).map((each) => [each.code, each]))

fillCountries()
chooseFromAddress()
const format = formatWhileTyping(number, (signs) => {
  return by('typing').checked ? formatAsYouType(signs, chosen()) : null
})
number.addEventListener('input', update)
number.form.addEventListener('submit', (event) => event.preventDefault())
country.addEventListener('change', () => chooseCountry(country.value))
by('strict').addEventListener('change', update)
by('typing').addEventListener('change', reformat)
addEventListener('hashchange', followAddress)
addEventListener('click', ({ target }) => press(target.closest('button')))
setText(by('version'), phoneMetadataVersion)
reformat()

function update() {
  const question = { input: number.value, country: country.value, strict: by('strict').checked }
  const answer = parsePhone(question.input, chosen(), { strict: question.strict })
  const told = verdict(answer, question, known.keys().next().value)
  by('verdict').dataset.state = told.state
  for (const part of ['title', 'text', 'advice']) {
    by(`verdict-${part}`).hidden = told[part] === ''
    setText(by(`verdict-${part}`), told[part])
  }
  by('known').hidden = by('forms').hidden = !answer.ok
  const whose = answer.ok ? showNumber(answer) : ''
  setText(by('lines'), lines(question, answer))
  announce(told.state === 'good'
    ? `${told.title}: ${by('international').textContent}, ${whose}, ${typeInWords(answer.type)}`
    : [sentence(told.title), told.advice].join(' '))
}

/** Shows all there is to know of a number, and returns whose it is. */
function showNumber(answer) {
  const { e164, extension } = answer
  const whose = holder(answer)
  showCountry(answer.country, whose)
  const text = {
    e164,
    plain: e164,
    type: typeInWords(answer.type),
    code: `+${answer.callingCode}`,
    'national-number': answer.nationalNumber,
    extension: extension ?? 'none',
    possible: answer.isPossible ? 'yes' : 'no',
    valid: answer.isValid ? 'yes' : 'no',
  }
  for (const [id, words] of Object.entries(text)) setText(by(id), words)
  const whole = extension === null ? e164 : `${e164};ext=${extension}`
  for (const style of ['national', 'international', 'rfc3966']) {
    setText(by(style), formatPhone(whole, style))
  }
  return whose
}

function showCountry(code, whose) {
  const isNamed = known.has(code)
  setText(by('flag'), code === '001' ? '🌐' : known.get(code)?.flag ?? '')
  setText(by('whose'), isNamed ? `${whose} (${code})` : whose)
  by('whose').lang = isNamed ? country.lang : 'en'
}

function holder({ country, callingCode }) {
  if (country === '001') return 'Worldwide, no country'
  if (country === null) return `Not known which country of +${callingCode}`
  return known.get(country)?.name ?? country
}

/** The code that gives the answer that is shown. */
function lines({ input, country, strict }, answer) {
  const isShort = input !== '' && input.length <= MAX_LITERAL
  const where = country === '' ? 'undefined' : quoted(country)
  const options = strict ? [where, '{ strict: true }'] : [where].slice(country === '' ? 1 : 0)
  const result = answer.ok
    ? [`number.isValid // ${answer.isValid}`, `number.e164 // ${quoted(answer.e164)}`]
    : ['number.ok // false', `number.reason // ${quoted(answer.reason)}`]
  return [
    "import { parsePhone } from 'septet/phone'",
    '',
    `const number = parsePhone(${[isShort ? quoted(input) : 'input', ...options].join(', ')})`,
    ...(input === '' ? ['number.ok && number.isValid'] : result),
  ].join('\n')
}

function quoted(text) {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${inner}'`
}

function fillCountries() {
  // The names are in the reader's language, whatever the language of the page.
  const names = new Intl.DisplayNames(navigator.languages, { type: 'region' })
  country.lang = names.resolvedOptions().locale
  // The flag comes last, so that a country is found by typing its name.
  for (const { code, name, flag } of known.values()) {
    const option = element('option', '', `${name} ${flag}`)
    option.value = code
    country.append(option)
  }
  country.value = likelyCountry(navigator.languages, known)
}

/** Takes the country from the address, where it is one; returns whether it is. */
function chooseFromAddress() {
  const code = new URLSearchParams(location.hash.slice(1)).get('country')?.toUpperCase()
  if (code === undefined || (code !== '' && !known.has(code))) return false
  country.value = code
  return true
}

function chooseCountry(code) {
  country.value = code
  remember()
  reformat()
}

function reformat() {
  format()
  update()
}

/** Takes a country that was put into the address; what else comes there replaces none. */
function followAddress() {
  if (chooseFromAddress()) reformat()
  else remember()
}

function remember() {
  history.replaceState(null, '', `#country=${country.value}`)
}

function sentence(text) {
  return /\p{P}$/u.test(text) ? text : `${text}.`
}

function chosen() {
  return country.value || undefined
}

function press(button) {
  const { copies, number: example, country: code } = button?.dataset ?? {}
  if (copies) copy(button, by(copies).textContent, by('copied'))
  if (example) showExample(example, code)
}

function showExample(example, code) {
  if (code) chooseCountry(code)
  fill(number, example)
}
