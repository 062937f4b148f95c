import { segment, smartEncode } from 'septet-segments'

import { SeptetComposer } from '../element/composer.js'
import { register } from '../element/register.js'

export * from '../element/index.js'

register(SeptetComposer, { segment, smartEncode })
