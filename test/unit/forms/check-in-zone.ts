import { check, describe } from '#forms'
import { aContext } from './a-form.ts'
import { everyKind, goodAnswers } from './every-kind.ts'

// Prints what the check says of days around a midnight of the city; run under several TZ by laws.test.ts.
const form = everyKind()
for (const now of ['2017-12-31T16:59:59Z', '2017-12-31T17:00:00Z', '2018-01-01T10:00:00-10:00']) {
  const context = aContext({ now: new Date(now) })
  for (const born of ['2017-12-31', '2018-01-01', '2000-01-01', '1999-12-31']) {
    console.log(now, born, JSON.stringify(check(form, { ...goodAnswers, born }, context)))
  }
  console.log(JSON.stringify(describe(form, goodAnswers, context, 'vi')))
}
