import fc from 'fast-check'

/**
 * fast-check with the same inputs in every run, so that a run's verdict is about the code alone. `MOTCUA_SEED=7` tries
 * others; a counterexample that it finds becomes a test of its own.
 */
fc.configureGlobal({ seed: Number(process.env.MOTCUA_SEED ?? 20171214) })

export default fc
export * from 'fast-check'
