import { type Segments, segment } from 'septet'
import { countSegments } from 'septet/segments'

import { run } from './suite.mjs'

const measured: Segments = segment('hello')
const count: number = countSegments('hello')
if (count !== measured.count) throw new Error('two answers to one question')
console.log('SEPTET', JSON.stringify(await run()))
