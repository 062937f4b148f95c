// Keeps every core that is started from here on, so that tests can look at its memory. Import this
// before septet: the package exposes neither instance nor memory.

export const instances = []

const { Instance } = WebAssembly

WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, imports)
    instances.push(this)
  }
}

/** Bytes of linear memory of all cores together. */
export const memoryInUse = () =>
  instances.reduce((sum, instance) => sum + instance.exports.memory.buffer.byteLength, 0)
