const { run } = require('./suite.cjs')

run().then((result) => console.log('SEPTET', JSON.stringify(result)))
