/** @param {number} value */
function short(value) {
  if (!Number.isFinite(value)) return '–'
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US')
  return Math.abs(value) >= 10 ? value.toFixed(1) : String(Number(value.toPrecision(2)))
}

/** @param {unknown} cell @returns {string} */
function text(cell) {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return short(cell)
  if (typeof cell !== 'object' || cell === null) return String(cell)
  const { median, least, most } = /** @type {{ median: number, least: number, most: number }} */ (cell)
  return `${short(median)} (${short(least)}–${short(most)})`
}

/** @param {string} title @param {{ name: string, figures: Record<string, unknown> }[]} rows */
export function printTable(title, rows) {
  const columns = [...new Set(rows.flatMap(({ figures }) => Object.keys(figures)))]
  print(
    title,
    ['', ...columns],
    rows.map(({ name, figures }) => [name, ...columns.map((column) => text(figures[column]))]),
  )
}

/** @param {{ says: string, wanted: string, got: number, holds: boolean }[]} checks */
export function printChecks(checks) {
  print(
    'Promises',
    ['', 'promised', 'measured', 'holds'],
    checks.map(({ says, wanted, got, holds }) => [says, wanted, short(got ?? Number.NaN), holds ? 'yes' : 'NO']),
  )
}

/** @param {string} title @param {string[]} head @param {string[][]} lines */
function print(title, head, lines) {
  const widths = head.map((name, column) => Math.max(name.length, ...lines.map((line) => (line[column] ?? '').length)))
  const row = (/** @type {string[]} */ cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
  console.log(`\n${title}\n${row(head)}\n${lines.map(row).join('\n')}`)
}
