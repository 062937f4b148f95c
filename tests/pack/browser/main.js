import { run } from './suite.mjs'

const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })
const inWorker = new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => resolve({ where: 'worker', ...data })
  worker.onerror = ({ message }) => reject(new Error(`worker: ${message}`))
})

globalThis.results = [{ where: 'page', ...(await run()) }, await inWorker]
