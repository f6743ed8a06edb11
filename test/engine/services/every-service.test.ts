import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { theServices } from '../../services/the-services.ts'
import { explore } from './explorer.ts'

const root = resolve(import.meta.dirname, '../../..')

describe('every service', () => {
  test.each(theServices.map((service) => [service.code, service] as const))(
    '%s: all that can happen happens, every arrow is taken, nothing stands still',
    async (_code, { card, facts }) => {
      const diagram = await readFile(resolve(root, card.files.diagram), 'utf8')
      const { coverage, incidents, decided, offered } = await explore({ diagram, facts })
      expect(incidents).toEqual([])
      expect(offered.filter((decision) => !decided.has(decision))).toEqual([])
      expect(coverage.flows.missing).toEqual([])
      expect(coverage.elements.missing).toEqual([])
    },
  )
})
