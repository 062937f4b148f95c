import { diagnose, estimateCost, segment, smartEncode } from 'septet-segments-full'

import { SeptetComposer } from '../element/composer.js'
import { register } from '../element/register.js'

export * from '../element/index.js'

register(SeptetComposer, { segment, smartEncode, diagnose, estimateCost })
