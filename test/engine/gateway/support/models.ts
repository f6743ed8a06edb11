/** BPMN texts of small processes, as a modeler would save them. */

const definitions = (content: string) => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="http://bpmn.io/schema/bpmn">
${content}
</bpmn:definitions>`

/** Service tasks of these job types one after another, each with its type as id. */
export function sequenceOf(processId: string, jobTypes: string[]): string {
  const steps = ['start', ...jobTypes, 'end']
  const flows = steps.slice(1).map((step, at) => {
    return `<bpmn:sequenceFlow id="to-${step}" sourceRef="${steps[at]}" targetRef="${step}" />`
  })
  const tasks = jobTypes.map(
    (type) => `<bpmn:serviceTask id="${type}">
      <bpmn:extensionElements>
        <zeebe:taskDefinition type="${type}" />
        <zeebe:taskHeaders><zeebe:header key="step" value="${type}" /></zeebe:taskHeaders>
      </bpmn:extensionElements>
    </bpmn:serviceTask>`,
  )
  return definitions(`<bpmn:process id="${processId}" isExecutable="true">
    <bpmn:startEvent id="start" />
    ${tasks.join('\n    ')}
    <bpmn:endEvent id="end" />
    ${flows.join('\n    ')}
  </bpmn:process>`)
}

/** Waits for the message `supplement` by the variable `code`, then ends. */
export function waitsForMessage(processId: string): string {
  return definitions(`<bpmn:message id="supplement-message" name="supplement">
    <bpmn:extensionElements><zeebe:subscription correlationKey="=code" /></bpmn:extensionElements>
  </bpmn:message>
  <bpmn:process id="${processId}" isExecutable="true">
    <bpmn:startEvent id="start" />
    <bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition id="d" messageRef="supplement-message" /></bpmn:intermediateCatchEvent>
    <bpmn:endEvent id="end" />
    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="wait" />
    <bpmn:sequenceFlow id="b" sourceRef="wait" targetRef="end" />
  </bpmn:process>`)
}

/** The fee of a copy: 8000 đồng, free for the poor. */
export const feeTable = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="fees" name="Fees" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="fee" name="Fee">
    <decisionTable id="table" hitPolicy="FIRST">
      <input id="poor" label="Poor household"><inputExpression id="e"><text>poor</text></inputExpression></input>
      <output id="amount" label="Amount" name="amount" />
      <rule id="free"><inputEntry id="i1"><text>true</text></inputEntry><outputEntry id="o1"><text>0</text></outputEntry></rule>
      <rule id="paid"><inputEntry id="i2"><text></text></inputEntry><outputEntry id="o2"><text>8000</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`
