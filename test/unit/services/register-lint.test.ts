import { describe, expect, test } from '@jest/globals'
import { lintProject } from '../../../server/modeling/lint/index.ts'
import { CARD, type Change, fileOf, findingsAfter, inWords, theProject } from './the-project.ts'

const PERSON = 'processes/registers/population.person.json'
const ofRegisters = (change: Change) => findingsAfter(change, 'registers')

describe('the lint of registers', () => {
  test.each<[string, Change, string]>([
    [
      'a card that asks a register nobody describes',
      {
        file: CARD,
        from: '"register": "population.person",\n      "when"',
        to: '"register": "population.people",\n      "when"',
      },
      'registers lookups.person: the register population.people cannot be asked: there is no processes/registers/population.people.json with a lookup',
    ],
    [
      'a key without what the register needs',
      { file: CARD, from: '"fullName": "=subjectFullName",\n        "dateOfBirth"', to: '"dateOfBirth"' },
      'registers lookups.civilEntry: civil.entry needs fullName',
    ],
    [
      'a key with what the register does not know',
      { file: CARD, from: '"entryNumber": "=entryNumber"\n', to: '"entry": "=entryNumber"\n' },
      'registers lookups.civilEntry: civil.entry knows no entry',
    ],
    [
      'a line with what the register does not know',
      { file: CARD, from: '"requester": "=requesterFullName"', to: '"asker": "=requesterFullName"' },
      'registers civil.extractIssue: civil.extractIssue knows no asker',
    ],
    [
      'an effect on a register that nobody describes',
      { file: CARD, from: '"effect": "civil.extractIssue"', to: '"effect": "civil.extractIssues"' },
      'registers civil.extractIssues: the register civil.extractIssues cannot be written: there is no processes/registers/civil.extractIssues.json with an effect',
    ],
    [
      'a rule that names a register nobody describes',
      {
        file: CARD,
        from: '"register": "population.person",\n        "onFail"',
        to: '"register": "population.persons",\n        "onFail"',
      },
      'registers eligibility.requester-known: there is no register population.persons',
    ],
    [
      'an officer who enters by hand what no effect is',
      { from: 'name="effect" value="civil.extractIssue"', to: 'name="effect" value="civil.extract"' },
      'registers by-hand-register: the card has no effect civil.extract',
    ],
    [
      'a file under another name',
      { file: PERSON, from: '"register": "population.person"', to: '"register": "population.human"' },
      'registers register: must be population.person, as the file',
    ],
    [
      'a file with an unknown word',
      { file: PERSON, from: '"timeoutMs": 5000', to: '"timeout": 5000' },
      "registers lookup: must have required property 'timeoutMs'",
    ],
    [
      'a condition on a field that the key has not',
      { file: PERSON, from: '"key": "idNumber"', to: '"key": "number"' },
      'registers lookup: number is no field',
    ],
    ['a file that is no JSON', { file: PERSON, from: '{', to: '' }, 'registers : the file is no JSON'],
  ])('finds %s', async (_, change, finding) => {
    expect(await ofRegisters(change)).toContain(finding)
  })

  test('finds an act without what it needs, and a key of which neither half is whole', async () => {
    const effect =
      '"effect": "permits.gameCentre", "vi": "x", "en": "x", "entry": { "act": "=\\"renew\\"", "certificateNumber": "=issue.number", "issuedOn": "=issue.on" }'
    const change = { file: CARD, from: '"registryEffects": [\n', to: `"registryEffects": [\n    { ${effect} },\n` }
    expect(await ofRegisters(change)).toEqual([
      'registers permits.gameCentre: permits.gameCentre needs previousNumber',
      'registers permits.gameCentre: permits.gameCentre needs expiresOn',
    ])
    const death = '"death": { "register": "civil.deathEntry", "key": { "fullName": "=subjectFullName" } },'
    expect(await ofRegisters({ file: CARD, from: '"lookups": {\n', to: `"lookups": {\n    ${death}\n` })).toEqual([
      'registers lookups.death: civil.deathEntry needs idNumber, or fullName and dateOfBirth',
    ])
  })

  test('finds nothing in the project as it is', async () => {
    expect(fileOf(PERSON)).toContain('population.person')
    expect((await lintProject(theProject, ['registers'])).map(inWords)).toEqual([])
  })
})
