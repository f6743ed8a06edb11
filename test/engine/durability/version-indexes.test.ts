import { expect, test } from '@jest/globals'
import { openStore } from '../../../server/engine/state/store.ts'
import { file, path, service, start } from '../bpmn.ts'
import { anEngine } from '../harness.ts'

const dmn =
  '<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="g" name="g" namespace="test"><decision id="d" name="D"><literalExpression><text>1</text></literalExpression></decision></definitions>'

test('a data folder from before there were indexes by version gets them when it is opened', async () => {
  const engine = await anEngine()
  await engine.deployNamed({
    'p.bpmn': file('p', start(), service('a'), path('start', 'a')),
    'd.dmn': dmn,
    'f.form': '{"id":"f"}',
  })
  const complete = engine.engine.inspect.rows()
  await engine.close()
  const store = await openStore(engine.folder)
  const { resourceUses, decisionVersions, decisionRequirementsVersions, formVersions, counters } = store.state
  for (const table of [resourceUses, decisionVersions, decisionRequirementsVersions, formVersions])
    for (const [row] of table.range('')) table.delete(row)
  counters.delete('versions')
  await store.commit()
  await store.close()
  await engine.open()
  expect({ ...engine.engine.inspect.rows(), counters: 1 }).toEqual({ ...complete, counters: 1 })
})
