import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { type Db, inTransaction, openDb } from '../../../server/db.ts'
import { noFaults } from '../../../server/faults.ts'
import { queueSms, sendSms, takeReceipt } from '../../../server/messaging/index.ts'
import type { Submitted, Switchboard } from '../../../server/messaging/smpp/index.ts'
import type { OutboxRow } from '../../../server/outbox/index.ts'
import { aDatabase, type TestDatabase } from '../../support/database.ts'

/** What the app does with a message after it died while it sent it, on a real database; the switchboard's word is the test's. */
let database: TestDatabase
let db: Db
let now: Date
const clock = { now: () => now }
const minutes = (count: number) => {
  now = new Date(now.getTime() + count * 60_000)
}
beforeEach(async () => {
  database = await aDatabase()
  db = openDb(database.url, 2)
  now = new Date('2017-08-15T02:00:00Z')
})
afterEach(async () => {
  await db.$disconnect()
  await database.drop()
})

/** Two parts of text. */
const long = 'Ho so cua ban da duoc tiep nhan. '.repeat(8)

async function queued(): Promise<string> {
  const id = await inTransaction(db, (tx) =>
    queueSms(tx, { key: 'k', event: 'received', to: '0912345678', text: long, at: now }),
  )
  if (!id) throw new Error('queued before')
  return id
}
const rowOf = (id: string): Promise<OutboxRow> =>
  db.outbox.findFirstOrThrow({ where: { subject: id } }).then((row) => ({ ...row, kind: 'sms' }))
const stateOf = (id: string) => db.sms.findUniqueOrThrow({ where: { id } })

/** A switchboard that answers what it is told to; without a word the app dies. */
function needs(answers: Submitted[]) {
  const switchboard: Pick<Switchboard, 'submit'> = {
    submit: async () => {
      const answer = answers.shift()
      if (!answer) throw new Error('the app died')
      return answer
    },
  }
  return { db, clock, switchboard, faults: noFaults, log: pino({ level: 'silent' }) }
}

test('the receipt of one part is no evidence for a message of two', async () => {
  const id = await queued()
  await expect(sendSms(needs([]))(await rowOf(id))).rejects.toThrow('the app died')
  const { reference } = await stateOf(id)
  await takeReceipt(needs([]))({ id: '1', state: 'delivered', reference, at: now })
  expect(await stateOf(id)).toMatchObject({ state: 'sending' })
  minutes(3)
  // Cut off between the same two parts again: the first part's second receipt is not the second part's.
  await expect(sendSms(needs([]))(await rowOf(id))).rejects.toThrow('the app died')
  await takeReceipt(needs([]))({ id: '1b', state: 'delivered', reference, at: now })
  expect(await stateOf(id)).toMatchObject({ state: 'sending' })
  expect(await sendSms(needs([]))(await rowOf(id))).toMatchObject({ state: 'later' })
  minutes(3)
  const sent = sendSms(needs([{ state: 'accepted', ids: ['2', '3'] }]))
  expect(await sent(await rowOf(id))).toEqual({ state: 'done' })
  for (const part of ['2', '3']) await takeReceipt(needs([]))({ id: part, state: 'delivered', reference, at: now })
  expect(await stateOf(id)).toMatchObject({ state: 'delivered', again: true })
})

test('a message whose sender dies again and again is sent as soon as one lives; a silent switchboard is asked twice', async () => {
  const id = await queued()
  for (let death = 0; death < 3; death++) {
    await expect(sendSms(needs([]))(await rowOf(id))).rejects.toThrow('the app died')
    expect(await sendSms(needs([]))(await rowOf(id))).toMatchObject({ state: 'later' })
    minutes(3)
  }
  expect(await sendSms(needs([{ state: 'unknown' }]))(await rowOf(id))).toMatchObject({ state: 'later' })
  minutes(3)
  expect(await sendSms(needs([]))(await rowOf(id))).toEqual({ state: 'failed', error: 'no answer' })
  expect(await db.concern.count({ where: { kind: 'sms-failed', subject: id } })).toBe(1)
})
