/**
 * SQL as it stands, on the same connection and in the same transaction as Prisma's single rows, without its cost: what
 * every step of every case runs. Values never become text; each statement is prepared once per connection.
 */
import pg from 'pg'

export type SqlValue = string | number | bigint | boolean | Date | null | readonly string[] | Fragment

/** A piece of a statement that holds no value. */
class Fragment {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type { Fragment }

/** A piece that several statements share, such as a list of columns. */
export function fragment(strings: TemplateStringsArray): Fragment {
  return new Fragment(strings.join(''))
}

/** Rows read; `count` is how many were read or written. */
export type Rows<Row> = Row[] & { readonly count: number }

/** Runs a statement; timestamps come as Date, bigint as bigint, JSON as values. The caller knows the shape of a row. */
export type Sql = <Row extends pg.QueryResultRow = never>(
  strings: TemplateStringsArray,
  ...values: SqlValue[]
) => Promise<Rows<Row>>

/** Whoever runs queries: the pool, or the connection that holds a transaction. */
interface Connection {
  query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>>
}

/** Types by their number in PostgreSQL. */
const int8 = 20
const date = 1082
/** Statements that were named, by text: a bounded number, for each connection keeps them all. */
const names = new Map<string, string>()
const mostNames = 500

/** The name under which a statement is prepared; the empty one: not kept. */
export function statementName(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= mostNames) return ''
  const name = `s${names.size}`
  names.set(text, name)
  return name
}

const readers: { readonly [oid: number]: (text: string) => unknown } = {
  [int8]: BigInt,
  // A day has no zone: midnight of UTC, as Prisma has it.
  [date]: (text) => new Date(`${text}T00:00:00Z`),
}
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (format !== 'binary' && readers[oid]) || pg.types.getTypeParser(oid, format),
}

/** SQL over a connection. */
export function sqlOver(connection: Connection): Sql {
  return async <Row extends pg.QueryResultRow>(strings: TemplateStringsArray, ...given: SqlValue[]) => {
    let text = strings[0] ?? ''
    const values: Exclude<SqlValue, Fragment | Date>[] = []
    for (const [index, value] of given.entries()) {
      text +=
        value instanceof Fragment ? value.text : `$${values.push(value instanceof Date ? value.toISOString() : value)}`
      text += strings[index + 1] ?? ''
    }
    const config = { name: statementName(text), text, values, types }
    const { rows, rowCount } = await connection.query<Row>(config)
    return Object.assign(rows, { count: rowCount ?? 0 })
  }
}
