/** Builds the browser project of the working directory with webpack's defaults into `dist`. */

import { cp } from 'node:fs/promises'
import { resolve } from 'node:path'

import webpack from 'webpack'

const compiler = webpack({
  context: process.cwd(),
  entry: './main.js',
  mode: 'production',
  output: { path: resolve('dist'), publicPath: '/' },
  performance: false,
})
const stats = await new Promise((done, fail) => {
  compiler.run((error, stats) => (error ? fail(error) : done(stats)))
})
console.log(stats.toString({ colors: false }))
if (stats.hasErrors() || stats.hasWarnings()) process.exitCode = 1
await cp('index.html', 'dist/index.html')
