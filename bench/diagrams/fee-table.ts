/** A row of the table: what the amount and the status must be, and the fee that follows. */
export interface FeeRow {
  amount: string
  status: string
  fee: string
}

/** Rows of which the last one matches an open case of a high amount. */
export function feeRows(count: number): FeeRow[] {
  return Array.from({ length: count }, (_, index) =>
    index === count - 1
      ? { amount: '> 100', status: '"open"', fee: '8000' }
      : { amount: `[${10_000 + index * 10}..${10_009 + index * 10}]`, status: '"open", "late"', fee: `${index}` },
  )
}

/** A decision table of so many rows over `amount` and `status`, as DMN. */
export function feeTable(rows: number): string {
  const text = (value: string) => `<text>${value.replaceAll('>', '&gt;')}</text>`
  const rules = feeRows(rows).map(
    ({ amount, status, fee }, index) =>
      `<rule id="rule-${index}"><inputEntry id="a-${index}">${text(amount)}</inputEntry><inputEntry id="s-${index}">${text(status)}</inputEntry><outputEntry id="f-${index}">${text(fee)}</outputEntry></rule>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="fees" name="fees" namespace="bench"><decision id="fee" name="fee"><decisionTable id="table" hitPolicy="FIRST"><input id="amount"><inputExpression id="amount-of" typeRef="number"><text>amount</text></inputExpression></input><input id="status"><inputExpression id="status-of" typeRef="string"><text>status</text></inputExpression></input><output id="fee-of" name="fee" typeRef="number"/>${rules.join('')}</decisionTable></decision></definitions>`
}
