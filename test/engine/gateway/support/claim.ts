/** The case that the clients' tours play. */
import {
  boundary,
  definitions,
  end,
  error,
  file,
  message,
  onError,
  path,
  process,
  receive,
  service,
  start,
} from '../../bpmn.ts'

/** A case with an error that is mended, a message that is waited for, and a payment. */
export const claim = definitions(
  error('invalid', 'INVALID'),
  message('paper', '=code'),
  process(
    'claim',
    start(),
    service('check'),
    boundary('refused', 'check', onError('invalid')),
    service('repair'),
    receive('wait', 'paper'),
    service('pay'),
    end(),
    path('start', 'check', 'wait', 'pay', 'end'),
    path('refused', 'repair', 'wait'),
  ),
)

/** What the case moves on to when it is migrated while it waits for its payment. */
export const claimOfNextYear = file(
  'claim2',
  start(),
  service('settle'),
  service('archive'),
  end(),
  path('start', 'settle', 'archive', 'end'),
)
