// Loaded before a program that a test starts: when the test's process is gone, its end of the pipe closes and the
// program stops as if it had been asked to.
process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM')).resume()
process.stdin.unref?.()
