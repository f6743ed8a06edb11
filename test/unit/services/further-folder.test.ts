/** A further folder of services (MOTCUA_SERVICES): what its cards may name, and what is said when they err. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { lintFolder } from '../../../server/modeling/lint/index.ts'
import { allServices, ReleaseRefused, servicesIn } from '../../../server/services/index.ts'
import { inWords } from './the-project.ts'

const house = resolve(import.meta.dirname, '../../..')
const example = join(house, 'examples/residence-confirmation')
const CODE = 'commune-residence-confirmation'
const CARD = `processes/commune/${CODE}.service.json`
const LETTERHEAD = 'processes/documents/shared/letterhead.typ'

const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true })
})

/** A copy of the example outside of the repository. */
function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-services-'))
  made.push(folder)
  cpSync(example, folder, { recursive: true })
  return folder
}

function change(folder: string, path: string, from: string, to: string): void {
  const before = readFileSync(join(folder, path), 'utf8')
  if (!before.includes(from)) throw new Error(`${from} does not occur in ${path}`)
  writeFileSync(join(folder, path), before.replaceAll(from, to))
}

/** Puts a text at a path of a folder. */
function put(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const theOne = async (folder: string) => {
  const [service] = await servicesIn(folder, house)
  if (!service) throw new Error('no service was found')
  return service
}
/** What the import says; fails when it takes the folder. */
async function refusal(folder: string): Promise<string> {
  const said: unknown = await allServices(house, folder).catch((error: unknown) => error)
  if (!(said instanceof ReleaseRefused)) throw new Error(`it was not refused but ${String(said)}`)
  return said.message
}

describe('a service in a further folder', () => {
  test('has its own files, and the house’s forms, papers, letterheads and messages', async () => {
    const { card, files } = await theOne(aFolder())
    expect(card.code).toBe(CODE)
    const bytes = (path: string) => files.get(path)?.toString('utf8')
    const shared = [
      'forms/tasks/sign.form',
      'processes/documents/receipt.typ',
      LETTERHEAD,
      card.files.messages[0] ?? '',
    ]
    for (const path of shared) expect(bytes(path)).toBe(readFileSync(join(house, path), 'utf8'))
    for (const path of [CARD, card.files.diagram, 'forms/tasks/draft-residence-confirmation.form'])
      expect(bytes(path)).toBe(readFileSync(join(example, path), 'utf8'))
  })

  test('has its own file where both folders hold one, and shared pieces of papers of its own', async () => {
    const folder = aFolder()
    put(folder, LETTERHEAD, '// ours')
    put(folder, 'processes/documents/shared/stamp.typ', '// more')
    const { files } = await theOne(folder)
    expect(files.get(LETTERHEAD)?.toString()).toBe('// ours')
    expect(files.get('processes/documents/shared/stamp.typ')?.toString()).toBe('// more')
    expect(files.has('processes/documents/shared/vietnamese.typ')).toBe(true)
  })

  test('comes after the house’s, whose content stays what it is without it', async () => {
    const hashes = (services: Awaited<ReturnType<typeof servicesIn>>) =>
      services.map(({ card, contentHash }) => [card.code, contentHash])
    const alone = hashes(await servicesIn(house))
    const folder = aFolder()
    put(folder, 'processes/messages/ready.json', '{}')
    const together = hashes(await allServices(house, folder))
    expect(together.slice(0, -1)).toEqual(alone)
    expect(together.at(-1)?.[0]).toBe(CODE)
  })

  test('may be a mount whose folders are links within it', async () => {
    const folder = aFolder()
    cpSync(join(folder, 'forms'), join(folder, '..data/forms'), { recursive: true })
    rmSync(join(folder, 'forms'), { recursive: true })
    symlinkSync('..data/forms', join(folder, 'forms'))
    expect((await theOne(folder)).card.code).toBe(CODE)
  })
})

describe('nothing outside of the two folders is read', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'motcua-elsewhere-'))
  made.push(elsewhere)
  writeFileSync(join(elsewhere, 'secret.form'), '{"secret": true}')

  test.each([
    ['by a path that climbs', 'forms/../../secret.form'],
    ['by a path that climbs at once', '../secret.form'],
    ['by an absolute path', join(elsewhere, 'secret.form')],
    ['by backslashes', 'forms\\\\..\\\\..\\\\secret.form'],
    ['though it is in the house, but no file of services', 'package.json'],
    ['though it is a folder of the house', 'server/config.ts'],
    ['by a path without a file', 'forms'],
  ])('%s', async (_how, path) => {
    const folder = aFolder()
    change(folder, CARD, 'forms/tasks/sign.form', path)
    expect(await refusal(folder)).toMatch(
      new RegExp(`^${CARD} names .*: files of a card lie below processes or forms, without "\\.\\."\\.$`),
    )
  })

  test('through a link to a file', async () => {
    const folder = aFolder()
    symlinkSync(join(elsewhere, 'secret.form'), join(folder, 'forms/tasks/sign.form'))
    expect(await refusal(folder)).toContain('forms/tasks/sign.form leads out of its folder')
  })

  test('through a link to a folder', async () => {
    const folder = aFolder()
    symlinkSync(elsewhere, join(folder, 'forms/elsewhere'))
    change(folder, CARD, 'forms/tasks/sign.form', 'forms/elsewhere/secret.form')
    expect(await refusal(folder)).toMatch(/leads out of its folder/)
  })

  test('through a link to the house’s other files', async () => {
    const folder = aFolder()
    symlinkSync(join(house, 'package.json'), join(folder, 'forms/tasks/sign.form'))
    expect(await refusal(folder)).toContain('leads out of its folder')
  })
})

describe('what is wrong with a further folder is said in words', () => {
  test('a file that is in neither folder', async () => {
    const folder = aFolder()
    rmSync(join(folder, 'forms/tasks/draft-residence-confirmation.form'))
    expect(await refusal(folder)).toBe(
      `${CARD} names forms/tasks/draft-residence-confirmation.form, which is not there. Looked for in ${folder} and ${house}.`,
    )
  })

  test('a folder where a file should be', async () => {
    const folder = aFolder()
    change(folder, CARD, 'forms/tasks/sign.form', 'forms/tasks')
    expect(await refusal(folder)).toMatch(/names forms\/tasks, which cannot be read/)
  })

  test('a card that is no JSON, or lacks its list of files', async () => {
    const broken = aFolder()
    writeFileSync(join(broken, CARD), '{ "schema": 1,')
    expect(await refusal(broken)).toMatch(new RegExp(`^${CARD} of ${broken} is no card: `))
    const bare = aFolder()
    change(bare, CARD, '"taskForms"', '"taskForm"')
    expect(await refusal(bare)).toContain('is not a catalogue card')
  })

  test('a code that the house has', async () => {
    const folder = aFolder()
    change(folder, CARD, `"code": "${CODE}"`, '"code": "commune-civil-status-extract"')
    expect(await refusal(folder)).toBe(
      `${CARD} of ${folder} has the code commune-civil-status-extract, which processes/commune/commune-civil-status-extract.service.json of ${house} has: give it another.`,
    )
  })

  test('a service number that the house has', async () => {
    const folder = aFolder()
    change(folder, CARD, '"serviceNumber": "0017"', '"serviceNumber": "0005"')
    expect(await refusal(folder)).toContain('has the service number 0005')
  })

  test('a folder without services', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-services-'))
    made.push(folder)
    expect(await refusal(folder)).toBe(`${folder} holds no services: there is no folder "processes" in it.`)
  })
})

describe('the lint of a further folder', () => {
  const said = async (folder: string) => (await lintFolder(house, folder)).map(inWords)

  test('finds the example whole', async () => {
    expect(await said(example)).toEqual([])
  })

  test('judges it beside the house, whose own services it leaves alone', async () => {
    const folder = aFolder()
    put(folder, 'forms/tasks/deliver.form', '{}')
    const findings = await lintFolder(house, folder)
    expect(findings).not.toEqual([])
    for (const { file } of findings) expect(file).toMatch(/residence-confirmation|forms\/tasks\/deliver\.form/)
  })

  test.each([
    [
      'a code that the house has',
      `"code": "${CODE}"`,
      '"code": "commune-civil-status-extract"',
      'folder code: the code',
    ],
    ['a number that the house has', '"0017"', '"0006"', 'folder serviceNumber: the service number 0006 is that of'],
    ['a form that is nowhere', 'forms/tasks/sign.form', 'forms/tasks/sing.form', 'readable : the file is missing'],
    ['a rule without a row', '"id": "person-known"', '"id": "person-knwon"', 'person-kn'],
    [
      'an answer that nobody gives',
      '"=requesterRelation"',
      '"=requesterRelatoin"',
      'derived.relation: requesterRelatoin',
    ],
  ])('tells of %s', async (_what, from, to, words) => {
    const folder = aFolder()
    change(folder, CARD, from, to)
    expect((await said(folder)).join('\n')).toContain(words)
  })

  test('says so where no service is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-services-'))
    made.push(folder)
    expect(await said(folder)).toEqual([
      'folder : no service is here: a card is named processes/<level>/<code>.service.json',
    ])
  })
})
