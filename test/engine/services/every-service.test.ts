import { readFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import { theExamples, theServices } from '../../services/the-services.ts'
import { explore } from './explorer.ts'

describe('every service', () => {
  test.each([...theServices, ...theExamples].map((service) => [service.code, service] as const))(
    '%s: all that can happen happens, every arrow is taken, nothing stands still',
    async (_code, { card, pathOf, facts }) => {
      const diagram = await readFile(pathOf(card.files.diagram), 'utf8')
      const { coverage, incidents, decided, offered } = await explore({ diagram, facts })
      expect(incidents).toEqual([])
      expect(offered.filter((decision) => !decided.has(decision))).toEqual([])
      expect(coverage.flows.missing).toEqual([])
      expect(coverage.elements.missing).toEqual([])
    },
  )
})
