import { describe, expect, test } from '@jest/globals'
import { ACase } from './a-case.ts'

const EXTRACT = 'processes/commune/commune-civil-status-extract.bpmn'
const anExtract = (prepare?: (acase: ACase) => void) => ACase.of(EXTRACT, prepare)

/** How a dossier comes to each of its tasks: `task outcome` of what is decided before. */
const WAYS: { [task: string]: string[] } = {
  'check-completeness': [],
  review: ['check-completeness complete'],
  'sign-verification': ['check-completeness complete', 'review verify'],
  'await-verification': ['check-completeness complete', 'review verify', 'sign-verification signed'],
  draft: ['check-completeness complete', 'review eligible'],
  sign: ['check-completeness complete', 'review eligible', 'draft done'],
  register: ['check-completeness complete', 'review eligible', 'draft done', 'sign approve'],
  deliver: ['check-completeness complete', 'review eligible', 'draft done', 'sign approve', 'register done'],
  'draft-refusal': ['check-completeness complete', 'review ineligible'],
  'sign-refusal': ['check-completeness complete', 'review ineligible', 'draft-refusal done'],
  'deliver-refusal': ['check-completeness complete', 'review ineligible', 'draft-refusal done', 'sign-refusal signed'],
}
const wayTo = (task: string): string[] => WAYS[task] ?? []

describe('a civil-status extract', () => {
  test('is checked, examined, drafted, signed, registered and handed over', async () => {
    const acase = await anExtract()
    await acase.through(...wayTo('deliver'), 'deliver delivered')
    acase.instance.expectCompleted()
    expect(acase.closedAs).toBe('approved')
    expect(acase.statuses).toEqual(['checking', 'accepted', 'in-progress', 'ready'])
    expect(acase.messages).toEqual(['received', 'ready'])
    expect(acase.issues).toBe(1)
  })

  test('goes by post where the citizen chose so', async () => {
    const acase = await anExtract()
    await acase.through(...wayTo('deliver'), 'deliver posted')
    expect(acase.closedAs).toBe('approved')
  })

  test('holds what decides and not who', async () => {
    const acase = await anExtract()
    await acase.through('check-completeness complete')
    expect(acase.instance.variables()).toMatchObject({
      facts: { pickupMethod: 'mot-cua' },
      lookups: { person: 'found', civilEntry: 'found' },
      checks: { competence: 'pass', 'register-held': 'pass' },
      lastDecisionId: 'decision-check-completeness',
    })
  })

  test('whose papers are missing at the desk comes back once they are supplied', async () => {
    const acase = await anExtract()
    await acase.through('check-completeness supplement')
    expect(acase.statuses).toEqual(['checking', 'supplement'])
    expect(acase.messages).toEqual(['supplement'])
    await acase.answer()
    expect(acase.tasks()).toEqual(['check-completeness'])
    expect(acase.statuses.at(-1)).toBe('checking')
  })

  test('whose papers never come is closed as expired, at the desk and later', async () => {
    const atDesk = await anExtract()
    await atDesk.through('check-completeness supplement')
    await atDesk.wait(31)
    atDesk.instance.expectCompleted()
    expect([atDesk.closedAs, ...atDesk.messages]).toEqual(['expired', 'supplement', 'expired'])

    const later = await anExtract()
    await later.through(...wayTo('review'), 'review supplement')
    await later.wait(31)
    later.instance.expectCompleted()
    expect(later.closedAs).toBe('expired')
  })

  test('counts an answer that the record holds, though the timer fired first', async () => {
    const acase = await anExtract()
    await acase.through(...wayTo('review'), 'review supplement')
    acase.request.answered = true
    await acase.wait(31)
    expect(acase.tasks()).toEqual(['review'])
  })

  test('is looked up and judged again after a supplement', async () => {
    const acase = await anExtract((one) => {
      one.register = 'unavailable'
    })
    await acase.through(...wayTo('review'), 'review supplement')
    acase.register = 'found'
    await acase.answer()
    expect(acase.tasks()).toEqual(['review'])
    expect(acase.instance.variables()).toMatchObject({
      lookups: { civilEntry: 'found' },
      checks: { 'register-held': 'pass' },
    })
  })

  test('is verified with the unit that keeps the register', async () => {
    const acase = await anExtract((one) => {
      one.asked = ['00652']
    })
    await acase.through(...wayTo('await-verification'))
    expect(acase.statuses.at(-1)).toBe('waiting-unit')
    const groups = acase.instance.job('io.camunda.zeebe:userTask').headers['io.camunda.zeebe:candidateGroups']
    expect(groups).toBe('["unit:00652:justiceOfficer","unit:00685:justiceOfficer"]')
    await acase.decide('await-verification', 'confirmed')
    expect(acase.tasks()).toEqual(['draft'])
    expect(acase.statuses.at(-1)).toBe('in-progress')
  })

  const asksThree = async () => {
    const acase = await anExtract((one) => {
      one.asked = ['00652', '00658', '00685']
    })
    await acase.through(...wayTo('review'), 'review verify', 'sign-verification signed')
    return acase
  }

  test('is verified with several at once, and goes on when the last has confirmed', async () => {
    const acase = await asksThree()
    expect(acase.waiting().map(({ groups }) => groups)).toEqual([
      '["unit:00652:justiceOfficer","unit:00685:justiceOfficer"]',
      '["unit:00658:justiceOfficer","unit:00685:justiceOfficer"]',
      '["unit:00685:justiceOfficer"]',
    ])
    await acase.answersFor(1, 'confirmed')
    expect(acase.tasks()).toEqual(['await-verification', 'await-verification'])
    expect(acase.statuses.at(-1)).toBe('waiting-unit')
    await acase.answersFor(0, 'confirmed')
    await acase.answersFor(0, 'confirmed')
    expect(acase.tasks()).toEqual(['draft'])
    expect(acase.settled).toEqual([
      { request: 'request-2', by: 'decision-of-1' },
      { request: 'request-1', by: 'decision-of-0' },
      { request: 'request-3', by: 'decision-of-0' },
    ])
  })

  test('is refused as soon as one of several contradicts it, and the others are asked no more', async () => {
    const acase = await asksThree()
    await acase.answersFor(0, 'confirmed')
    await acase.answersFor(1, 'contradicted')
    expect(acase.tasks()).toEqual(['draft-refusal'])
    expect(acase.settled.map(({ request }) => request)).toEqual(['request-1', 'request-3'])
  })

  test('goes back to the officer when one of several does not answer in time, whatever the others said', async () => {
    const acase = await asksThree()
    await acase.answersFor(2, 'confirmed')
    await acase.wait(3)
    expect(acase.tasks()).toEqual(['review'])
    // The first that ran out of time ends it for all; what another answered before stays its own.
    expect(acase.settled[0]).toEqual({ request: 'request-3', by: 'decision-of-2' })
    expect(acase.settled[1]).toMatchObject({ by: null })
  })

  test('whose register contradicts it is refused in writing', async () => {
    const acase = await anExtract()
    await acase.through(...wayTo('await-verification'), 'await-verification contradicted')
    await acase.through('draft-refusal done', 'sign-refusal signed', 'deliver-refusal done')
    acase.instance.expectCompleted()
    expect(acase.closedAs).toBe('refused')
    expect(acase.messages).toEqual(['received', 'verification-sent', 'refused'])
  })

  test('whose register does not answer in time goes back to the officer', async () => {
    const acase = await anExtract()
    await acase.through(...wayTo('await-verification'))
    await acase.wait(3)
    expect(acase.tasks()).toEqual(['review'])
    expect(acase.statuses.slice(-2)).toEqual(['in-progress', 'in-progress'])
  })

  test('that is not this unit’s is returned, at the desk and after examination', async () => {
    for (const decisions of [['check-completeness not-competent'], [...wayTo('review'), 'review not-competent']]) {
      const acase = await anExtract()
      await acase.through(...decisions)
      acase.instance.expectCompleted()
      expect([acase.closedAs, acase.messages.at(-1)]).toEqual(['returned', 'returned'])
    }
  })

  test.each([
    ['sign-verification', 'rework'],
    ['sign', 'rework'],
    ['sign-refusal', 'rework'],
    ['deliver', 'originals-mismatch'],
  ])('is examined again after %s %s', async (task, outcome) => {
    const acase = await anExtract()
    await acase.through(...wayTo(task), `${task} ${outcome}`)
    expect(acase.tasks()).toEqual(['review'])
  })

  test('whose originals disagree is voided and may be issued anew', async () => {
    const acase = await anExtract()
    await acase.through(...wayTo('deliver'), 'deliver originals-mismatch')
    acase.instance.expectPassed('aux-void-result')
    await acase.through(...wayTo('deliver').slice(1), 'deliver delivered')
    expect([acase.issues, acase.closedAs]).toEqual([2, 'approved'])
  })

  test('that the leader will not sign may be refused', async () => {
    const acase = await anExtract()
    await acase.through(...wayTo('sign'), 'sign refuse')
    expect(acase.tasks()).toEqual(['draft-refusal'])
  })

  test.each(Object.keys(WAYS))('can be withdrawn while %s waits', async (task) => {
    const acase = await anExtract()
    await acase.through(...wayTo(task))
    expect(acase.tasks()).toEqual([task])
    await acase.withdraw()
    acase.instance.expectCompleted()
    expect([acase.closedAs, acase.statuses.at(-1), acase.messages.at(-1)]).toEqual([
      'withdrawn',
      'withdrawn',
      'withdrawn',
    ])
  })

  test('can be withdrawn while the citizen is asked', async () => {
    const acase = await anExtract()
    await acase.through('check-completeness supplement')
    await acase.withdraw()
    expect(acase.closedAs).toBe('withdrawn')
  })

  test.each(Object.keys(WAYS))('takes no decision from %s without a known outcome', async (task) => {
    for (const variables of [{}, { outcome: 'no-such-outcome' }]) {
      const acase = await anExtract()
      await acase.through(...wayTo(task))
      await acase.complete(variables)
      expect(acase.instance.incident()).toMatchObject({ elementId: `aux-${task}-outcome` })
      expect(acase.tasks()).toEqual([])
    }
  })

  test('goes on by hand where the machine can make no paper', async () => {
    const acase = await anExtract()
    acase.broken.set('generate-document', 'DOCUMENT_REJECTED')
    await acase.through('check-completeness complete', 'by-hand-accept done', 'review ineligible')
    await acase.through(
      'draft-refusal done',
      'sign-refusal signed',
      'by-hand-sign-refusal done',
      'deliver-refusal done',
    )
    expect(acase.closedAs).toBe('refused')
  })

  test('goes on by hand where the register is down', async () => {
    const acase = await anExtract()
    acase.broken.set('update-register', 'REGISTER_UNAVAILABLE')
    await acase.through(...wayTo('register').slice(0, -1), 'sign approve', 'by-hand-register done', 'register done')
    await acase.decide('deliver', 'delivered')
    expect(acase.closedAs).toBe('approved')
  })

  test('stays small in the engine', async () => {
    const acase = await anExtract()
    await acase.through(...wayTo('await-verification'))
    expect(JSON.stringify(acase.instance.variables()).length).toBeLessThan(4096)
  })
})

describe('an apology', () => {
  const anApology = () => ACase.of('processes/shared/apology.bpmn')

  test('is drafted, signed and sent while the case goes on', async () => {
    const acase = await anApology()
    await acase.through('draft-apology done', 'sign-apology signed')
    acase.instance.expectCompleted()
    expect(acase.messages).toEqual(['late'])
  })

  test('is mended when the leader sends it back', async () => {
    const acase = await anApology()
    await acase.through('draft-apology done', 'sign-apology rework')
    expect(acase.tasks()).toEqual(['draft-apology'])
  })

  test('is for the officer of the level', async () => {
    const acase = await anApology()
    const groups = acase.instance.job('io.camunda.zeebe:userTask').headers['io.camunda.zeebe:candidateGroups']
    expect(groups).toBe('["unit:00685:justiceOfficer"]')
  })
})
