// Loaded before the engine: SIGUSR2 makes it write what it holds after a collection, as one line of JSON.
import process from 'node:process'

process.on('SIGUSR2', () => {
  globalThis.gc?.()
  setTimeout(() => {
    globalThis.gc?.()
    console.log(JSON.stringify({ memory: process.memoryUsage() }))
  }, 20)
})
