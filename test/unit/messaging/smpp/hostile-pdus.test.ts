import { afterEach, describe, expect, test } from '@jest/globals'
import smpp from 'smpp'
import { answerTo } from '../../../../server/messaging/smpp/index.ts'
import { aBareClient, aBoundClient, anSms, aPlayedSwitchboard, aSmsc, cleanUp, octets, to, until } from './set-up.ts'

afterEach(cleanUp)

const submitId = 0x00000004
const deliverId = 0x00000005

/** Each is written raw to the other end; `closes` where nothing sensible can follow on that connection. */
const hostile: [string, Buffer, { closes: boolean }][] = [
  ['length 0', octets(0, submitId), { closes: true }],
  ['length 1', octets(1, submitId), { closes: true }],
  ['length 15', octets(15, submitId), { closes: true }],
  ['length 2^31', octets(2 ** 31, submitId), { closes: true }],
  ['length 2^32 - 1', octets(2 ** 32 - 1, submitId), { closes: true }],
  ['length just above the limit', octets(16_385, submitId), { closes: true }],
  ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), { closes: true }],
  ['a submit without a body', octets(16, submitId), { closes: false }],
  ['a deliver without a body', octets(16, deliverId), { closes: false }],
  ['an unknown command', octets(16, 0x00000999), { closes: false }],
  ['a response that nobody asked for', octets(16, 0x80000004, 0, 77), { closes: false }],
  ['a generic_nack that nobody asked for', octets(16, 0x80000000, 3, 1), { closes: false }],
  ['an outbind, which has no response', octets(18, 0x0000000b, 0, 5, Buffer.alloc(2)), { closes: false }],
  ['an alert_notification, which has no response', octets(22, 0x00000102, 0, 5, Buffer.alloc(6)), { closes: false }],
  [
    'a text longer than the PDU',
    octets(34, submitId, 0, 9, Buffer.concat([Buffer.alloc(17), Buffer.from([255])])),
    { closes: false },
  ],
  [
    'a TLV longer than the PDU',
    octets(38, deliverId, 0, 9, Buffer.concat([Buffer.alloc(18), Buffer.from([0x02, 0x04, 0xff, 0xff])])),
    { closes: false },
  ],
  [
    'an unknown TLV',
    octets(40, deliverId, 0, 9, Buffer.concat([Buffer.alloc(18), Buffer.from([0x13, 0x99, 0, 2, 1, 2])])),
    { closes: false },
  ],
  [
    'a part header that never ends',
    octets(
      37,
      deliverId,
      0,
      9,
      Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, 0, 0x44]), Buffer.alloc(9), Buffer.from([3, 255, 0, 255])]),
    ),
    { closes: false },
  ],
]

describe('family 64: the simulated switchboard', () => {
  test.each(hostile)('survives %s before a bind', async (_, written, { closes }) => {
    const smsc = await aSmsc()
    const bare = await aBareClient(smsc.port)
    bare.write(written)
    bare.send('enquire_link', { sequence_number: 4711 })
    if (closes) await until('it is cut off', () => bare.isClosed())
    else await until('it is still answered', () => bare.answers.some((answer) => answer.sequence_number === 4711))
    const { switchboard } = await aBoundClient(smsc.url)
    expect((await switchboard.submit(anSms('van chay'))).state).toBe('accepted')
  })

  test('answers every command that the protocol knows, and dies of none', async () => {
    const smsc = await aSmsc()
    const bare = await aBareClient(smsc.port)
    const commands = Object.entries(smpp.commands).filter(([name, { id }]) => id < 0x80000000 && name !== 'unbind')
    for (const [index, [, { id }]] of commands.entries()) bare.write(octets(40, id, 0, index + 1, Buffer.alloc(24)))
    bare.send('enquire_link', { sequence_number: 4711 })
    await until(
      'the last is answered',
      () => bare.answers.some((answer) => answer.sequence_number === 4711) || bare.isClosed(),
    )
    const { switchboard } = await aBoundClient(smsc.url)
    expect((await switchboard.submit(anSms('van chay'))).state).toBe('accepted')
  })

  test('takes nothing before a bind, and no second bind', async () => {
    const smsc = await aSmsc()
    const bare = await aBareClient(smsc.port)
    bare.send('submit_sm', { destination_addr: '84912345678', short_message: Buffer.from('x') })
    bare.send('bind_receiver', { system_id: 'motcua', password: 'motcua' })
    bare.send('submit_sm', { destination_addr: '84912345678', short_message: Buffer.from('x') })
    bare.send('bind_transceiver', { system_id: 'motcua', password: 'motcua' })
    await until('all are answered', () => bare.answers.length === 4)
    expect(bare.answers.map((answer) => answer.command_status)).toEqual([4, 0, 4, 5])
    expect(smsc.store.newest(1)).toEqual([])
  })

  test('joins parts that come out of order, and by SAR as well as by header', async () => {
    const smsc = await aSmsc()
    const bare = await aBareClient(smsc.port)
    const address = { destination_addr: '+84912345678', source_addr: 'TEST', data_coding: 0 }
    bare.send('bind_transceiver', { system_id: 'motcua', password: 'motcua' })
    for (const number of [3, 1, 2]) {
      const short_message = Buffer.from([5, 0, 3, 9, 3, number, 0x40 + number])
      bare.send('submit_sm', { ...address, esm_class: 0x40, short_message })
    }
    for (const number of [2, 1]) {
      const part = { sar_msg_ref_num: 500, sar_total_segments: 2, sar_segment_seqnum: number }
      bare.send('submit_sm', { ...address, short_message: Buffer.from([0x60 + number]), ...part })
    }
    await until('all are answered', () => bare.answers.length === 6)
    expect(smsc.store.newest(5, to).map((message) => message.text)).toEqual(['ab', 'ABC'])
  })

  test.each([
    [
      'a destination that is no number',
      { destination_addr: "'; DROP TABLE", short_message: Buffer.from('x') },
      'ESME_RINVDSTADR',
    ],
    ['no text at all', { destination_addr: '84912345678', short_message: Buffer.alloc(0) }, 'ESME_RINVMSGLEN'],
    [
      'part 0 of 2',
      { destination_addr: '84912345678', esm_class: 0x40, short_message: Buffer.from([5, 0, 3, 1, 2, 0, 65]) },
      'ESME_RINVESMCLASS',
    ],
    [
      'part 3 of 2',
      { destination_addr: '84912345678', esm_class: 0x40, short_message: Buffer.from([5, 0, 3, 1, 2, 3, 65]) },
      'ESME_RINVESMCLASS',
    ],
  ])('refuses %s', async (_, fields, status) => {
    const smsc = await aSmsc()
    const bare = await aBareClient(smsc.port)
    bare.send('bind_transceiver', { system_id: 'motcua', password: 'motcua' })
    bare.send('submit_sm', fields)
    await until('both are answered', () => bare.answers.length === 2)
    expect(bare.answers[1]?.command_status).toBe(smpp.errors[status])
    expect(smsc.store.newest(1)).toEqual([])
  })

  test('is not worn down by a flood of enquire_links whose answers nobody reads', async () => {
    const smsc = await aSmsc()
    const bare = await aBareClient(smsc.port)
    bare.socket.pause()
    const flood = Buffer.concat(Array.from({ length: 20_000 }, (_, index) => octets(16, 0x15, 0, index + 1)))
    for (let times = 0; times < 10; times += 1) bare.write(flood)
    const { switchboard } = await aBoundClient(smsc.url)
    expect((await switchboard.submit(anSms('van chay'))).state).toBe('accepted')
  })
})

describe('family 64: the client', () => {
  test.each(hostile)('survives %s and sends on', async (_, written, { closes }) => {
    const played = await aPlayedSwitchboard((pdu, channel) => {
      if (pdu.command === 'submit_sm') channel.send(answerTo(pdu, 'ESME_ROK', { message_id: 'm' }))
    })
    const { switchboard, receipts } = await aBoundClient(played.url)
    played.sockets[0]?.write(written)
    if (closes)
      await until(
        'a new connection is bound',
        () => played.channels.length >= 2 && switchboard.state().state === 'bound',
      )
    else await played.channels[0]?.request('enquire_link', {}, 1_000)
    expect(await switchboard.submit(anSms('van chay'))).toEqual({ state: 'accepted', ids: ['m'] })
    expect(receipts).toEqual([])
    expect(played.channels.length).toBe(closes ? 2 : 1)
  })

  test('survives half a PDU and a close', async () => {
    const played = await aPlayedSwitchboard(() => {})
    const { switchboard } = await aBoundClient(played.url)
    played.sockets[0]?.end(octets(200, deliverId).subarray(0, 20))
    await until(
      'a new connection is bound',
      () => played.channels.length === 2 && switchboard.state().state === 'bound',
    )
  })

  test('does not take the answer to one command for that to another', async () => {
    const played = await aPlayedSwitchboard((pdu, channel) => {
      if (pdu.command !== 'submit_sm') return
      channel.send(new smpp.PDU('enquire_link_resp', { sequence_number: pdu.sequence_number }))
      channel.send(answerTo(pdu, 'ESME_ROK', { message_id: 'right' }))
      channel.send(answerTo(pdu, 'ESME_ROK', { message_id: 'again' }))
    })
    const { switchboard } = await aBoundClient(played.url)
    expect(await switchboard.submit(anSms('x'))).toEqual({ state: 'accepted', ids: ['right'] })
    expect(await switchboard.submit(anSms('y'))).toEqual({ state: 'accepted', ids: ['right'] })
  })

  test('takes a generic_nack for a refusal', async () => {
    const played = await aPlayedSwitchboard((pdu, channel) => {
      channel.send(new smpp.PDU('generic_nack', { sequence_number: pdu.sequence_number, command_status: 8 }))
    })
    const { switchboard } = await aBoundClient(played.url)
    expect(await switchboard.submit(anSms('x'))).toEqual({ state: 'refused', status: 'ESME_RSYSERR', permanent: false })
  })

  test('speaks with the library’s own server too', async () => {
    const texts: string[] = []
    const server = smpp.createServer((session) => {
      session.on('error', () => {})
      session.on('bind_transceiver', (pdu) => void session.send(pdu.response()))
      session.on('submit_sm', (pdu) => {
        const message =
          typeof pdu.short_message === 'object' && 'message' in pdu.short_message ? pdu.short_message.message : ''
        texts.push(String(message))
        session.send(pdu.response({ message_id: 'lib-1' }))
      })
      session.on('unbind', (pdu) => void session.send(pdu.response()))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
    const address = server.address()
    const { switchboard } = await aBoundClient(
      `smpp://u:p@127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    )
    expect(await switchboard.submit({ to, text: 'Mã: 42', encoding: 'ucs2', reference: 1 })).toEqual({
      state: 'accepted',
      ids: ['lib-1'],
    })
    expect(texts).toEqual(['Mã: 42'])
    await switchboard.close()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
})
