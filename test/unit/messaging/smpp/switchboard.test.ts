import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { PDU } from 'smpp'
import { answerTo, connectSwitchboard, stateOfParts } from '../../../../server/messaging/smpp/index.ts'
import {
  aBoundClient,
  aClient,
  aFolder,
  anSms,
  aPlayedSwitchboard,
  aSmsc,
  cleanUp,
  clock,
  noon,
  to,
  until,
} from './set-up.ts'

afterEach(cleanUp)

const vietnamese220 = 'Hồ sơ của Ông/Bà đã được tiếp nhận. Mời đến bộ phận một cửa xã Đông Mỹ. '.repeat(4).slice(0, 220)

describe('a text', () => {
  test('of 220 Vietnamese characters arrives whole in four parts, and each part is receipted', async () => {
    const smsc = await aSmsc()
    const { switchboard, receipts } = await aBoundClient(smsc.url)
    const sent = await switchboard.submit({ to, text: vietnamese220, encoding: 'ucs2', reference: 0xabcd })
    expect(sent).toEqual({ state: 'accepted', ids: expect.any(Array) })
    const ids = sent.state === 'accepted' ? sent.ids : []
    expect(new Set(ids).size).toBe(4)
    const [message] = smsc.store.newest(10, to)
    expect(message).toMatchObject({ text: vietnamese220, to, reference: 0xabcd, ids, encoding: 'ucs2', from: 'MOTCUA' })
    await until('all parts are receipted', () => receipts.length === 4)
    expect(receipts.map((receipt) => receipt.id).sort()).toEqual([...ids].sort())
    expect(receipts[0]).toMatchObject({ reference: 0xabcd, state: 'delivered', at: noon })
    expect(stateOfParts(ids, new Map(receipts.map(({ id, state }) => [id, state])))).toBe('delivered')
    await until('it is settled over there', () => smsc.store.newest(1)[0]?.state === 'delivered')
  })

  test('in GSM-7 arrives with the signs of the extension table', async () => {
    const smsc = await aSmsc()
    const { switchboard } = await aBoundClient(smsc.url)
    const text = `Le phi {24.000} [d] ~ 1 € ^ \\ | ${'x'.repeat(200)}`
    expect((await switchboard.submit(anSms(text))).state).toBe('accepted')
    expect(smsc.store.newest(1)[0]?.text).toBe(text)
  })

  test('family 67: a lone surrogate is sent as a replacement character, an emoji whole', async () => {
    const smsc = await aSmsc()
    const { switchboard } = await aBoundClient(smsc.url)
    await switchboard.submit({ to, text: `🙂${'ộ'.repeat(65)}🙂\ud800`, encoding: 'ucs2', reference: 1 })
    expect(smsc.store.newest(1)[0]?.text).toBe(`🙂${'ộ'.repeat(65)}🙂\ufffd`)
  })

  test.each([
    [{ ...anSms('Mã'), encoding: 'gsm7' as const }, 'textNotGsm7'],
    [anSms('x'.repeat(153 * 8 + 1)), 'textTooLong'],
    [{ ...anSms('x'), to: '113' }, 'notAMobileNumber'],
    [{ ...anSms('x'), to: '+14155550100' }, 'notAMobileNumber'],
  ])('that cannot be sent is refused for good before it leaves: %#', async (sms, status) => {
    const smsc = await aSmsc()
    const { switchboard } = await aBoundClient(smsc.url)
    expect(await switchboard.submit(sms)).toEqual({ state: 'refused', status, permanent: true })
    expect(smsc.store.newest(1)).toEqual([])
  })

  test('submitted twice is two messages: nobody over there spares us', async () => {
    const smsc = await aSmsc()
    const { switchboard } = await aBoundClient(smsc.url)
    await switchboard.submit(anSms('mot lan'))
    await switchboard.submit(anSms('mot lan'))
    expect(smsc.store.newest(10, to)).toHaveLength(2)
  })

  test('with a reference that does not fit is a bug and throws', async () => {
    const { switchboard } = aClient('smpp://u:p@127.0.0.1:1')
    await expect(switchboard.submit(anSms('x', 65_536))).rejects.toThrow(RangeError)
  })
})

describe('an answer', () => {
  test('that refuses for good is told from one that asks for patience', async () => {
    const smsc = await aSmsc()
    const { switchboard } = await aBoundClient(smsc.url)
    smsc.setFaults({ throttle: 1 })
    expect(await switchboard.submit(anSms('x'))).toEqual({
      state: 'refused',
      status: 'ESME_RTHROTTLED',
      permanent: false,
    })
    smsc.setFaults({ refuse: 1, refuseStatus: 'ESME_RINVDSTADR' })
    expect(await switchboard.submit(anSms('x'))).toEqual({
      state: 'refused',
      status: 'ESME_RINVDSTADR',
      permanent: true,
    })
    expect(smsc.store.newest(1)).toEqual([])
  })

  test('that is lost with the connection leaves the text unknown; its receipt comes after the reconnection', async () => {
    const smsc = await aSmsc()
    const { switchboard, receipts } = await aBoundClient(smsc.url)
    smsc.setFaults({ dropAfterTaking: 1 })
    expect(await switchboard.submit(anSms('bi cat', 321))).toEqual({ state: 'unknown' })
    expect(smsc.store.newest(1)[0]).toMatchObject({ text: 'bi cat', reference: 321 })
    await until('the receipt tells that it was taken', () => receipts.length === 1)
    expect(receipts[0]).toMatchObject({ reference: 321, state: 'delivered' })
  })

  test('that is lost before anything was taken leaves the text unknown too', async () => {
    const smsc = await aSmsc()
    const { switchboard } = await aBoundClient(smsc.url)
    smsc.setFaults({ dropBeforeTaking: 1 })
    expect(await switchboard.submit(anSms('x'))).toEqual({ state: 'unknown' })
    expect(smsc.store.newest(1)).toEqual([])
  })

  test('that never comes leaves the text unknown after the time-out, and the link as it is', async () => {
    const smsc = await aSmsc()
    const { switchboard } = await aBoundClient(smsc.url, { timeoutMs: 60 })
    smsc.setFaults({ silent: 1 })
    expect(await switchboard.submit(anSms('im lang'))).toEqual({ state: 'unknown' })
    expect(switchboard.state()).toEqual({ state: 'bound' })
    expect((await switchboard.submit(anSms('tiep'))).state).toBe('accepted')
  })

  test('that comes too late is not taken for that of another text', async () => {
    const smsc = await aSmsc()
    const { switchboard } = await aBoundClient(smsc.url, { timeoutMs: 80 })
    smsc.setFaults({ delayMs: 120 })
    expect(await switchboard.submit(anSms('cham'))).toEqual({ state: 'unknown' })
    smsc.setFaults({ delayMs: 0 })
    const second = await switchboard.submit(anSms('nhanh'))
    expect(second).toEqual({ state: 'accepted', ids: smsc.store.newest(1)[0]?.ids })
  })

  test('that asks for patience in the middle of a long text is waited for', async () => {
    const taken: number[] = []
    let refused = false
    const played = await aPlayedSwitchboard((pdu, channel) => {
      if (pdu.command !== 'submit_sm') return
      if (taken.length === 1 && !refused) {
        refused = true
        channel.send(answerTo(pdu, 'ESME_RTHROTTLED'))
        return
      }
      taken.push(pdu.sequence_number)
      channel.send(answerTo(pdu, 'ESME_ROK', { message_id: `m${taken.length}` }))
    })
    const { switchboard } = await aBoundClient(played.url)
    const answer = await switchboard.submit(anSms('x'.repeat(400)))
    expect(answer).toEqual({ state: 'accepted', ids: ['m1', 'm2', 'm3'] })
    expect(refused).toBe(true)
  })
})

describe('the link', () => {
  test('comes up when the switchboard does, and refuses until then without losing anything', async () => {
    const first = await aSmsc()
    const { port, url } = first
    await first.close()
    const { switchboard } = aClient(url)
    await until('it waits', () => switchboard.state().state === 'waiting')
    expect(switchboard.state()).toMatchObject({ reason: expect.stringContaining('ECONNREFUSED') })
    expect(await switchboard.submit(anSms('x'))).toEqual({ state: 'refused', status: 'notConnected', permanent: false })
    await aSmsc({ port })
    await until('it is bound', () => switchboard.state().state === 'bound')
    expect((await switchboard.submit(anSms('x'))).state).toBe('accepted')
  })

  test('comes back after a restart of the switchboard, which remembers what it owes', async () => {
    const folder = aFolder()
    const before = await aSmsc({ folder })
    const { switchboard, receipts } = await aBoundClient(before.url)
    before.setFaults({ receipts: 'none' })
    const sent = await switchboard.submit(anSms('truoc khi khoi dong lai', 99))
    await before.close()
    await until('the loss is seen', () => switchboard.state().state !== 'bound')
    const after = await aSmsc({ port: before.port, folder })
    await until('the receipt comes', () => receipts.length === 1)
    expect(receipts[0]).toMatchObject({ reference: 99, id: sent.state === 'accepted' ? sent.ids[0] : '' })
    expect(after.store.newest(1)[0]).toMatchObject({ text: 'truoc khi khoi dong lai' })
    const again = await switchboard.submit(anSms('sau khi khoi dong lai'))
    expect(again.state === 'accepted' && sent.state === 'accepted' && again.ids[0] !== sent.ids[0]).toBe(true)
  })

  test('whose password is wrong tells so and tries on', async () => {
    const smsc = await aSmsc()
    const { switchboard } = aClient(smsc.url.replace('motcua:motcua', 'motcua:sai'))
    await until('it is refused', () => switchboard.state().state === 'waiting')
    expect(switchboard.state()).toMatchObject({ reason: 'bind refused: ESME_RINVPASWD' })
  })

  test('pauses longer after each loss in a row, never longer than the longest', async () => {
    const { switchboard } = aClient('smpp://u:p@127.0.0.1:1', { backoff: { firstMs: 4, longestMs: 20 } })
    const pauses: number[] = []
    switchboard.onState((state) => {
      if (state.state === 'waiting') pauses.push(state.retryInMs)
    })
    await until('it has tried six times', () => pauses.length >= 6)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(20)
    for (const [index, longest] of [4, 8, 16, 20, 20].entries())
      expect(pauses[index]).toBeGreaterThanOrEqual(longest / 2)
  })

  test('that does not answer an enquire_link is given up and made anew', async () => {
    const played = await aPlayedSwitchboard(() => {})
    const { switchboard } = await aBoundClient(played.url, { enquireMs: 30, timeoutMs: 50 })
    const reasons: string[] = []
    switchboard.onState((state) => {
      if (state.state === 'waiting') reasons.push(state.reason)
    })
    await until('a second connection', () => played.channels.length >= 2)
    expect(reasons[0]).toBe('enquire_link not answered')
  })

  test('lets no more submits wait for their answer than its window', async () => {
    const waiting: PDU[] = []
    let most = 0
    const played = await aPlayedSwitchboard((pdu, channel) => {
      if (pdu.command !== 'submit_sm') return
      waiting.push(pdu)
      most = Math.max(most, waiting.length)
      setTimeout(() => {
        waiting.splice(waiting.indexOf(pdu), 1)
        channel.send(answerTo(pdu, 'ESME_ROK', { message_id: String(pdu.sequence_number) }))
      }, 2)
    })
    const { switchboard } = await aBoundClient(played.url, { window: 3 })
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => switchboard.submit(anSms(`x${index}`))))
    expect(answers.every((answer) => answer.state === 'accepted')).toBe(true)
    expect(most).toBe(3)
  })

  test('that breaks tells those in flight from those that never left', async () => {
    const played = await aPlayedSwitchboard((pdu, channel) => {
      if (pdu.command === 'submit_sm' && pdu.sequence_number > 2) channel.destroy('test')
    })
    const { switchboard } = await aBoundClient(played.url, { window: 2, timeoutMs: 5_000 })
    const answers = await Promise.all([1, 2, 3, 4].map((number) => switchboard.submit(anSms(`x${number}`, number))))
    expect(answers.map((answer) => answer.state)).toEqual(['unknown', 'unknown', 'refused', 'refused'])
  })

  test('closes after the answers under way have come, and unbinds', async () => {
    const played = await aPlayedSwitchboard((pdu, channel) => {
      const answer = answerTo(pdu, 'ESME_ROK', { message_id: 'm1' })
      setTimeout(() => channel.send(answer), 40)
    })
    const { switchboard } = await aBoundClient(played.url)
    const answer = switchboard.submit(anSms('x'))
    await switchboard.close()
    expect(await answer).toEqual({ state: 'accepted', ids: ['m1'] })
    expect(played.unbinds()).toBe(1)
    expect(await switchboard.submit(anSms('x'))).toMatchObject({ state: 'refused', status: 'notConnected' })
  })

  test('is unbound by the switchboard and comes back', async () => {
    const played = await aPlayedSwitchboard(() => {})
    await aBoundClient(played.url)
    void played.channels[0]?.request('unbind', {}, 500)
    await until('a second connection', () => played.channels.length === 2)
  })

  test.each(['http://127.0.0.1', 'smpp:', '127.0.0.1:2775', ''])(
    'is not made to %j, and the secret stays unsaid',
    (url) => {
      expect(() => connectSwitchboard({ url, clock })).toThrow('SMSC_URL must read smpp://user:password@host:port')
    },
  )
})

describe('a receipt', () => {
  test('of a text that did not arrive says so', async () => {
    const smsc = await aSmsc()
    const { switchboard, receipts } = await aBoundClient(smsc.url)
    smsc.setFaults({ receipts: 'failed' })
    await switchboard.submit(anSms('x', 5))
    await until('it comes', () => receipts.length === 1)
    expect(receipts[0]).toMatchObject({ state: 'failed', reference: 5 })
    await until('it is settled over there', () => smsc.store.newest(1)[0]?.state === 'failed')
  })

  test('that could not be stored comes again', async () => {
    const smsc = await aSmsc()
    const { switchboard, receipts } = await aBoundClient(smsc.url)
    let tries = 0
    const stop = switchboard.onReceipt(async () => {
      tries += 1
      if (tries === 1) throw new Error('database away')
    })
    await switchboard.submit(anSms('x'))
    await until('it was stored', () => tries >= 2)
    stop()
    expect(receipts.length).toBeGreaterThanOrEqual(2)
    await until('it is settled over there', () => smsc.store.newest(1)[0]?.state === 'delivered')
  })

  test('without TLVs is read from its text, and known by the id that we were given', async () => {
    const played = await aPlayedSwitchboard((pdu, channel) => {
      if (pdu.command === 'submit_sm') channel.send(answerTo(pdu, 'ESME_ROK', { message_id: 'abc-1' }))
    })
    const { switchboard, receipts } = await aBoundClient(played.url)
    await switchboard.submit(anSms('x', 17))
    const text = 'id:abc-1 sub:001 dlvrd:001 submit date:1712141200 done date:1712141201 stat:UNDELIV err:011 text:'
    const answer = await played.channels[0]?.request(
      'deliver_sm',
      { esm_class: 4, short_message: Buffer.from(text) },
      500,
    )
    expect(answer).toMatchObject({ kind: 'answer', pdu: { command: 'deliver_sm_resp', command_status: 0 } })
    expect(receipts).toEqual([{ id: 'abc-1', reference: 17, state: 'failed', at: noon }])
  })

  test.each([
    [
      'family 64: a receipt for an unknown id is passed on without a reference',
      { esm_class: 4, receipted_message_id: 'zzz', message_state: 2 },
      0,
      1,
    ],
    [
      'news on the way are taken and not passed on',
      { esm_class: 4, receipted_message_id: 'zzz', message_state: 1 },
      0,
      0,
    ],
    [
      'an intermediate notification is taken',
      { esm_class: 0x20, short_message: Buffer.from('id:1 stat:ENROUTE') },
      0,
      0,
    ],
    [
      'a receipt without an id is refused for good',
      { esm_class: 4, short_message: Buffer.from('stat:DELIVRD') },
      0x65,
      0,
    ],
    [
      'an id of 65 characters is refused for good',
      { esm_class: 4, receipted_message_id: 'x'.repeat(65), message_state: 2 },
      0x65,
      0,
    ],
    [
      'a message of a phone is refused, because nobody reads it',
      { esm_class: 0, short_message: Buffer.from('hello') },
      0x65,
      0,
    ],
  ])('%s', async (_, fields, status, passedOn) => {
    const played = await aPlayedSwitchboard(() => {})
    const { receipts } = await aBoundClient(played.url)
    const answer = await played.channels[0]?.request('deliver_sm', fields, 500)
    expect(answer).toMatchObject({ kind: 'answer', pdu: { command_status: status } })
    expect(receipts).toHaveLength(passedOn)
    if (passedOn > 0) expect(receipts[0]).toMatchObject({ id: 'zzz', reference: null, state: 'delivered' })
  })

  test.each([
    [['a', 'b'], [['a', 'delivered']], 'open'],
    [
      ['a', 'b'],
      [
        ['a', 'delivered'],
        ['b', 'delivered'],
      ],
      'delivered',
    ],
    [['a', 'b'], [['b', 'failed']], 'failed'],
    [[], [], 'open'],
  ] as const)('of parts %j with %j makes the text %s', (ids, known, state) => {
    expect(stateOfParts(ids, new Map(known))).toBe(state)
  })
})

test('the log of the switchboard holds every submit with reference, receiver, text and time', async () => {
  const folder = aFolder()
  const smsc = await aSmsc({ folder })
  const { switchboard } = await aBoundClient(smsc.url)
  await switchboard.submit({ to, text: vietnamese220, encoding: 'ucs2', reference: 4242 })
  const lines = readFileSync(join(folder, 'sms.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const submits = lines.filter((line) => line.kind === 'submit')
  expect(submits.map((line) => line.part)).toEqual(
    [1, 2, 3, 4].map((number) => ({ number, total: 4, reference: 4242 & 0xff })),
  )
  const messages = lines.filter((line) => line.kind === 'message')
  expect(messages).toEqual([
    {
      kind: 'message',
      at: noon.toISOString(),
      ids: submits.map((line) => line.id),
      from: 'MOTCUA',
      to,
      reference: 4242,
      encoding: 'ucs2',
      text: vietnamese220,
    },
  ])
})
