/** Hydrates what the server has rendered. */

import 'septet/element'

import { createElement, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'

import { Boundary, Composer, Cost, results } from './app.mjs'

window.results = results
const { initial } = document.getElementById('cost').dataset
const recovered = { onRecoverableError: (error) => console.error(`recovered: ${error.message}`) }
const strict = (type, props) => createElement(StrictMode, null, createElement(Boundary, null, createElement(type, props)))
hydrateRoot(document.getElementById('cost'), strict(Cost, { initial }), recovered)
hydrateRoot(document.getElementById('composer'), strict(Composer), recovered)
