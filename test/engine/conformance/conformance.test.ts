import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type RunningEngine, runningEngine } from '../gateway/support/real-engine.ts'
import { readBlocks } from './conversation.ts'
import { Replay } from './replay.ts'

let engine: RunningEngine
let replay: Replay
let runs = 0
beforeAll(async () => {
  engine = await runningEngine()
  replay = new Replay(engine.address)
})
afterAll(async () => {
  replay.close()
  await engine.stop()
})

describe.each(readBlocks())('conversations of $block', ({ lines }) => {
  describe.each(lines)('$line', ({ conversations }) => {
    test.each(conversations)('$name', async (conversation) => {
      runs += 1
      expect(await replay.play(conversation, `run${runs}`)).toEqual([])
    })
  })
})
