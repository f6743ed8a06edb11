import { describe, expect, test } from '@jest/globals'
import { dossierStatuses } from '../../../server/dossiers/status.ts'
import { STATUSES } from '../../../server/modeling/lint/contract.ts'
import { lintProject } from '../../../server/modeling/lint/index.ts'
import { rules } from '../../../server/modeling/lint/rules/index.ts'
import { CARD, type Change, EXTRACT, FORM, findingsAfter, inWords, READY, TABLES, theProject } from './the-project.ts'

const REFUSAL = 'processes/shared/standard-parts/refusal.bpmn'
const REVIEW_FORM = 'forms/tasks/review.form'

/** A mistake that an author may make, and what the lint must say of it. */
const mistakes: [string, Change, string][] = [
  // The card and its files
  [
    'a card without an English name',
    { file: CARD, from: /"name": \{ "vi": "([^"]*)", "en": "[^"]*" \}/, to: '"name": { "vi": "$1" }' },
    'card name: needs vi and en',
  ],
  [
    'a card whose FEEL does not parse',
    { file: CARD, from: '"=registerPlaceUnit = dossier.unit.code"', to: '"=registerPlaceUnit = ("' },
    'card derived.sameUnit: failed to parse',
  ],
  [
    'a derived value over an answer that the form does not ask',
    { file: CARD, from: '"copies": "=copies"', to: '"copies": "=copiez"' },
    'card derived.copies: copiez is not known here',
  ],
  [
    'a limit that nobody can read',
    { file: CARD, from: '"value": "same-day 15:00"', to: '"value": "today"' },
    'card limit: value is no limit',
  ],
  [
    'a number that names an unknown part',
    { file: CARD, from: '{seq}/TL-{eventAbbrev}-BS', to: '{seq}/TL-{kind}-BS' },
    'card result.numbering: unknown part {kind}',
  ],
  [
    'a rule without consequence',
    { file: CARD, from: '"onFail": "warn"', to: '"onFail": "shrug"' },
    'card eligibility.requester-known: onFail is one of',
  ],
  [
    'a message that the card does not list',
    { file: CARD, from: '"processes/messages/ready.json"', to: '"processes/messages/otp.json"' },
    'files files.messages: processes/messages/ready.json is used but not listed',
  ],
  [
    'a paper that is not there',
    { file: CARD, from: 'processes/documents/receipt.typ', to: 'processes/documents/recept.typ' },
    'files files.documents: processes/documents/recept.typ is not there',
  ],
  [
    'a card that names another diagram',
    { file: CARD, from: EXTRACT, to: 'processes/commune/none.bpmn' },
    'readable : the file is missing',
  ],
  // What the engine runs
  [
    'an event of a kind that 8.5 does not run',
    {
      from: /<bpmn:messageEventDefinition id="withdrawn-by-citizen-definition"[^>]*>/,
      to: '<bpmn:conditionalEventDefinition id="withdrawn-by-citizen-definition"><bpmn:condition>=true</bpmn:condition></bpmn:conditionalEventDefinition>',
    },
    'engine-model withdrawn-by-citizen',
  ],
  [
    'a timer without a time',
    { from: /<bpmn:timeDate[^>]*>=request\.due<\/bpmn:timeDate>/, to: '' },
    'engine-model aux-wait-supplement-intake-due',
  ],
  // The frame
  [
    'a process under another name',
    { file: CARD, from: '"code": "commune-civil-status-extract"', to: '"code": "civil-status"' },
    'frame : the process id is not the code',
  ],
  [
    'a case that does not bind its dossier first',
    { from: 'type="open-dossier"', to: 'type="validate-dossier"' },
    'frame submit: the first job must be open-dossier',
  ],
  [
    'an end that closes as something else',
    { from: 'key="end" value="expired"', to: 'key="end" value="refused"' },
    'frame aux-close-expired: closes as refused in front of end-expired',
  ],
  [
    'no word on how long one may withdraw',
    { from: /<zeebe:property name="withdrawableUntil" value="sign" \/>/, to: '' },
    'frame : the property withdrawableUntil must name a user task',
  ],
  // Names
  [
    'a task without English',
    { from: '<bpmn:documentation>Examine the dossier against registers and law</bpmn:documentation>', to: '' },
    'names review: an activity needs a name and English documentation',
  ],
  [
    'a by-hand task that stands for nothing',
    { from: '<zeebe:property name="for" value="register" />', to: '' },
    'names by-hand-register: the property for must name the step',
  ],
  // The specification
  [
    'a step that the specification does not know',
    { from: /aux-status-in-progress/g, to: 'status-in-progress' },
    'specification status-in-progress: no step of the specification',
  ],
  [
    'an outcome that is not drawn',
    { from: '=outcome = &quot;verify&quot;', to: '=outcome = &quot;ask&quot;' },
    'specification review: the outcome verify is missing',
  ],
  [
    'an arrow that leads elsewhere',
    {
      from: 'id="sign--approve" name="Ký duyệt" sourceRef="aux-sign-outcome" targetRef="aux-issue-result"',
      to: 'id="sign--approve" name="Ký duyệt" sourceRef="aux-sign-outcome" targetRef="aux-status-ready"',
    },
    'specification sign: approve leads to deliver, not to register',
  ],
  [
    'an end that the card forgot',
    { file: CARD, from: /("ends": \[\s*)"end-approved",\s*/, to: '$1' },
    'specification end-approved: no end of the specification',
  ],
  // Arrows and mappings
  [
    'a default among outcomes',
    {
      from: '<bpmn:exclusiveGateway id="aux-review-outcome"',
      to: '<bpmn:exclusiveGateway default="review--eligible" id="aux-review-outcome"',
    },
    'outcome-gateways aux-review-outcome: no outcome may be the default',
  ],
  [
    'an arrow on another condition',
    { from: '=outcome = &quot;rework&quot;', to: '=reason != null' },
    'outcome-gateways sign-verification--rework: the condition must be =outcome',
  ],
  [
    'a button without English',
    { from: '<bpmn:documentation>Submit</bpmn:documentation>', to: '' },
    'outcome-gateways draft--done: the English label',
  ],
  [
    'an arrow that asks who the citizen is',
    { from: 'name="when" value="=counts.supplement &lt; 1"', to: 'name="when" value="=answers.age &lt; 18"' },
    'outcome-gateways review--supplement: when sees facts and counts only',
  ],
  [
    'a task that could decide by the last outcome',
    { from: /(<bpmn:userTask id="sign"[\s\S]*?)<zeebe:input source="=null" target="outcome" \/>/, to: '$1' },
    'task-mappings sign: the input mapping =null -> outcome is missing',
  ],
  [
    'a look-up whose answer goes astray',
    { from: 'target="lookups.civilEntry"', to: 'target="lookups.entry"' },
    'task-mappings aux-lookup-civil-entry: the output mapping =result -> lookups.civilEntry is missing',
  ],
  // Headers and what they name
  [
    'a job that no worker takes',
    { from: 'type="issue-result"', to: 'type="issue-paper"' },
    'headers aux-issue-result: no worker takes jobs of type issue-paper',
  ],
  [
    'an unknown status',
    { from: 'key="status" value="checking"', to: 'key="status" value="looking"' },
    "headers aux-status-checking: status: 'looking' is none of",
  ],
  [
    'a step limit in another tongue',
    { from: 'key="limit" value="2 working-hours"', to: 'key="limit" value="2 giờ"' },
    "headers review: limit: '2 giờ' is no limit",
  ],
  [
    'a task that tells the citizen nothing',
    { from: /<zeebe:header key="public:en" value="The result is being drafted\." \/>/, to: '' },
    'headers draft: the header public:en is missing',
  ],
  [
    'too few tries',
    { from: 'type="record-status" retries="5"', to: 'type="record-status" retries="1"' },
    'headers aux-status-checking: retries must be 5',
  ],
  [
    'a table that is not there',
    { from: 'value="commune-civil-status-extract-fee"', to: 'value="commune-fee"' },
    'references',
  ],
  [
    'a form that is not in the card',
    { from: 'formKey="forms/tasks/review.form"', to: 'formKey="forms/tasks/inspect.form"' },
    'references review: forms/tasks/inspect.form is not in the card',
  ],
  [
    'a register that the card does not write',
    { from: 'key="effect" value="civil.extractIssue"', to: 'key="effect" value="civil.other"' },
    'references aux-update-register: the card has no effect civil.other',
  ],
  [
    'a request that goes to the wrong people',
    { from: 'key="to" value="others"', to: 'key="to" value="citizen"' },
    'references aux-verification-request: a request of kind verification does not go to citizen',
  ],
  [
    'a unit asked by the key of an answer',
    { from: 'key="to" value="others"', to: 'key="to" value="registerPlaceUnit"' },
    "headers aux-verification-request: to: 'registerPlaceUnit' is none of",
  ],
  [
    'a card that does not say whom is asked',
    { file: CARD, from: '"to": "=[registerPlaceUnit]",', to: '' },
    'references aux-verification-request: the card does not say whom: verification.to',
  ],
  [
    'a card that asks an answer which the form does not have',
    { file: CARD, from: '"=[registerPlaceUnit]"', to: '"=[placeUnit]"' },
    'card verification.to: placeUnit is not known here',
  ],
  [
    'requests that go astray',
    { from: 'source="=requests" target="requests"', to: 'source="=requests" target="request"' },
    'task-mappings aux-verification-request: the output mapping =requests -> requests is missing',
  ],
  // Several are asked
  [
    'a task that does not say what it answers',
    { from: '<zeebe:property name="asked" value="verification" />', to: '<zeebe:property name="asked" value="x" />' },
    'asked await-verification: the property asked is one of',
  ],
  [
    'an answer that only the own unit may give',
    {
      from: /(<bpmn:userTask id="await-verification"[\s\S]*?candidateGroups=")[^"]*"/,
      to: '$1=[&quot;unit:&quot; + dossier.unit.code + &quot;:justiceOfficer&quot;]"',
    },
    'asked await-verification: the groups are those of',
  ],
  [
    'an instance that remembers another’s answer',
    { from: '<zeebe:input source="=null" target="lastDecisionId" />', to: '' },
    'asked aux-verification-each: the input mapping =null -> lastDecisionId is missing',
  ],
  [
    'one asked after the other',
    {
      from: '<bpmn:multiInstanceLoopCharacteristics>',
      to: '<bpmn:multiInstanceLoopCharacteristics isSequential="true">',
    },
    'asked aux-verification-each: all are asked at once',
  ],
  [
    'instances over something else',
    { from: 'inputCollection="=requests"', to: 'inputCollection="=checks"' },
    'asked aux-verification-each: it runs over =requests',
  ],
  // People
  [
    'a drafter who could sign',
    { from: 'key="tag" value="signs"', to: 'key="tag" value="examines"' },
    'four-eyes sign: the tag must be signs',
  ],
  [
    'one role that examines and signs',
    { from: /(<bpmn:userTask id="sign"[\s\S]*?):unitLeader&quot;/, to: '$1:justiceOfficer&quot;' },
    'four-eyes : justiceOfficer both examines and signs',
  ],
  [
    'a task for nobody in particular',
    { from: /(<bpmn:userTask id="register"[\s\S]*?candidateGroups=")[^"]*"/, to: '$1="' },
    'four-eyes register: the candidate group must be',
  ],
  // Variables and privacy
  [
    'an expression over what the engine does not hold',
    { from: '=request.due', to: '=answers.due' },
    'variables aux-wait-supplement-intake-due: answers is no variable of the contract',
  ],
  [
    'a part that the contract does not have',
    { from: '=request.id', to: '=request.key' },
    'variables aux-wait-supplement-intake-answered: request.key is not in the contract',
  ],
  [
    'a fact that nobody reads',
    {
      file: CARD,
      from: '"facts": ["pickupMethod"]',
      to: '"facts": ["copies", "pickupMethod"]',
    },
    'variables copies: a fact that no gateway, timer or group reads',
  ],
  [
    'a gateway over an answer that is no fact',
    { from: '=facts.pickupMethod = ', to: '=facts.purpose = ' },
    'variables purpose: the diagram reads it, but it is not in facts',
  ],
  [
    'a decision table that would see a name',
    { file: CARD, from: '"copies": "=copies"', to: '"copies": "=subjectFullName"' },
    'privacy derived.copies: gives away the answer subjectFullName',
  ],
  // Waits and interruptions
  [
    'a wait without end',
    {
      from: /<bpmn:boundaryEvent id="aux-verification-no-reply"/,
      to: '<bpmn:boundaryEvent id="aux-verification-no-reply" cancelActivity="false"',
    },
    'waits aux-verification-no-reply: the timer must interrupt',
  ],
  [
    'a citizen’s answer that goes past the record',
    {
      from: 'sourceRef="aux-wait-supplement-answered" targetRef="aux-wait-supplement-settle"',
      to: 'sourceRef="aux-wait-supplement-answered" targetRef="aux-wait-supplement-validate"',
    },
    'waits aux-wait-supplement-wait: both arms lead to one job settle-request',
  ],
  [
    'an interruption that the platform does not hear of',
    {
      from: 'sourceRef="aux-verification-no-reply" targetRef="aux-settle-no-reply"',
      to: 'sourceRef="aux-verification-no-reply" targetRef="aux-verification-unanswered"',
    },
    'interruptions aux-verification-no-reply: an interrupting path begins with record-status or settle-request',
  ],
  [
    'a withdrawal that waits for any dossier',
    { from: 'correlationKey="=dossier.code"', to: 'correlationKey="=dossier.service"' },
    'withdrawal withdrawn-by-citizen: its correlation key is =dossier.code',
  ],
  // Machines, clock, parts, lanes, drawing
  [
    'a paper without a way by hand',
    { from: /errorRef="Error_DOCUMENT_REJECTED"/, to: 'errorRef="Error_REFUSAL"' },
    'machine-failures aux-letter-wait-supplement-intake: an error event DOCUMENT_REJECTED',
  ],
  [
    'an error that nobody catches',
    { from: /(id="aux-examination-expired-definition" errorRef="Error_)EXPIRED/, to: '$1RETURNED' },
    'machine-failures aux-throw-expired: nothing around it catches EXPIRED',
  ],
  [
    'a clock that runs while the citizen owes something',
    { from: '<zeebe:header key="clock" value="pause" />', to: '' },
    'clock aux-wait-supplement-request: the clock must pause',
  ],
  [
    'a result that does not stop the clock',
    {
      from: '<zeebe:header key="status" value="ready" /><zeebe:header key="clock" value="stop" />',
      to: '<zeebe:header key="status" value="ready" />',
    },
    'clock aux-status-ready: the clock must stop',
  ],
  [
    'a refusal drawn otherwise',
    {
      from: 'sourceRef="aux-refusal-status" targetRef="aux-refusal-sms"',
      to: 'sourceRef="aux-refusal-status" targetRef="deliver-refusal"',
    },
    'standard-parts aux-refusal-status: must lead to aux-refusal-sms',
  ],
  [
    'a standard part that grew',
    {
      file: REFUSAL,
      from: /<bpmn:serviceTask id="aux-refusal-sms"/,
      to: '<bpmn:serviceTask id="aux-refusal-mail"/><bpmn:serviceTask id="aux-refusal-sms"',
    },
    'standard-parts aux-refusal-mail: is missing (standard part refusal)',
  ],
  [
    'a refusal that goes past its signature, with or without the head’s review',
    {
      from: 'sourceRef="aux-draft-refusal-outcome" targetRef="sign-refusal"',
      to: 'sourceRef="aux-draft-refusal-outcome" targetRef="deliver-refusal"',
    },
    'standard-parts aux-draft-refusal-outcome: the arrow done to sign-refusal',
  ],
  [
    'an end that closes as something else than its name says',
    { from: /end-expired/g, to: 'end-withdrawn-in-person' },
    'frame aux-close-expired: closes as expired in front of end-withdrawn-in-person',
  ],
  [
    'an element outside of all lanes',
    { from: '<bpmn:flowNodeRef>sign</bpmn:flowNodeRef>', to: '' },
    'lanes sign: lies in 0 lanes',
  ],
  [
    'lines that cross',
    {
      from: /(<bpmndi:BPMNEdge id="aux-void-result--to--aux-examination_di"[^>]*>)(<di:waypoint[^>]*>)(<di:waypoint[^>]*>)/,
      to: '$1$2<di:waypoint x="4190" y="700" /><di:waypoint x="2095" y="700" />',
    },
    'drawing',
  ],
  [
    'a label that is covered',
    { from: /(<bpmndi:BPMNEdge id="draft--done_di"[\s\S]*?<dc:Bounds )x="\d+" y="\d+"/, to: '$1x="2440" y="330"' },
    'drawing draft--done: its label lies on draft',
  ],
  [
    'an element that is not drawn',
    { from: /<bpmndi:BPMNEdge id="draft--done_di"[\s\S]*?<\/bpmndi:BPMNEdge>/, to: '' },
    'drawing draft--done: is not drawn',
  ],
  // Tables, forms, messages
  [
    'a row without legal ground',
    { file: TABLES, from: /<description>TT 281\/2016\/TT-BTC, biểu phí<\/description>/, to: '' },
    'decisions commune-civil-status-extract-fee-rule-2: the legal ground',
  ],
  [
    'a table that sees an answer',
    { file: TABLES, from: '<text>matches</text>', to: '<text>entryNumber</text>' },
    'decisions commune-civil-status-extract-eligibility: entryNumber is no derived value',
  ],
  [
    'a rule that no row gives',
    { file: TABLES, from: /"single-match"/g, to: '"one-match"' },
    'decisions commune-civil-status-extract-eligibility: no row gives the rule single-match',
  ],
  [
    'a table of another hit policy',
    { file: TABLES, from: 'hitPolicy="COLLECT"', to: 'hitPolicy="UNIQUE"' },
    'decisions commune-civil-status-extract-competence: hit policy COLLECT',
  ],
  ['a form that does not compile', { file: FORM, from: '"kind": "rule"', to: '"kind": "role"' }, 'forms'],
  [
    'an option without English',
    { file: FORM, from: '"values.ket-hon:en": "Marriage",', to: '' },
    'forms eventType: values.ket-hon:en is missing',
  ],
  [
    'a property that nobody knows',
    { file: REVIEW_FORM, from: '"label:en": "Findings"', to: '"label:en": "Findings", "colour": "red"' },
    'forms findings: unknown property colour',
  ],
  [
    'diacritics in a plain message',
    { file: READY, from: 'da co ket qua', to: 'đã có kết quả' },
    'messages vi: has signs outside of GSM-7',
  ],
  [
    'a placeholder that one variant lacks',
    { file: READY, from: /("unicode": "[^"]*)\{fee\}/, to: '$1' },
    'messages unicode: {fee} is missing',
  ],
  // More of them: register-lint.test.ts
  [
    'a line that the register does not know so',
    { file: CARD, from: '"requester": "=requesterFullName"', to: '"asker": "=requesterFullName"' },
    'registers civil.extractIssue: civil.extractIssue knows no asker',
  ],
]

const ruleOf = (finding: string): string => finding.split(' ')[0] ?? ''

describe('the lint of services', () => {
  test('finds nothing wrong with the services as they stand', async () => {
    expect((await lintProject(theProject)).map(inWords)).toEqual([])
  })

  test.each(mistakes)('tells of %s', async (_mistake, change, finding) => {
    expect(await findingsAfter(change, ruleOf(finding))).toContainEqual(expect.stringContaining(finding))
  })

  test('has a mistake above for each of its rules', () => {
    const tried = mistakes.map(([, , finding]) => ruleOf(finding))
    expect(rules.map(({ name }) => name).filter((name) => !tried.includes(name))).toEqual([])
  })

  test('knows the statuses that the record knows, and the draft before it', () => {
    expect(STATUSES).toEqual(['draft', ...Object.keys(dossierStatuses)])
  })

  test('refuses a fact that says who a person is', async () => {
    const findings = await findingsAfter(
      {
        file: FORM,
        from: /("key": "pickupMethod"[\s\S]*?"properties": \{)/,
        to: '$1 "personal": "address",',
      },
      'variables',
    )
    expect(findings).toContainEqual(expect.stringContaining('variables pickupMethod: identifies a person (address)'))
  })

  test('says which file is no BPMN instead of giving up', async () => {
    const findings = await findingsAfter({ from: '</bpmn:process>', to: '' }, 'frame')
    expect(findings).toContainEqual(expect.stringContaining('readable'))
  })
})
