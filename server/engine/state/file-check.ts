import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'

/** LMDB's file in its folder. */
export const DATA_FILE = 'data.mdb'

const MAGIC = 0xbeefc0de
const PAGE_HEADER = 24
const BRANCH = 0x01
const LEAF = 0x02
const OVERFLOW = 0x04
const IN_OVERFLOW = 0x01
const IS_TABLE = 0x02
const EMPTY = 0xffff_ffff_ffff_ffffn

/**
 * Walks all pages that the newest commit reaches and throws with words if one is missing or is not what the page above
 * it says. LMDB itself maps the file unchecked: reading a torn one would end the process without a word. Costs one read
 * per page of 4 KiB. Wrong bytes within a row are not found: pages carry no checksums.
 */
export function checkFile(folder: string): void {
  const path = join(folder, DATA_FILE)
  if (!existsSync(path)) return
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    readAhead(file, size)
    if (size > 0) new FileCheck(path, file).run()
  } finally {
    closeSync(file)
  }
}

const READ_AHEAD = 4 * 1024 * 1024

/**
 * Reads a file from its beginning to its end, so that the system holds it in memory: the walk goes from page to page in
 * the order of the trees, and a disk is slow at that. A file that would not fit is left to the walk.
 */
function readAhead(file: number, size: number): void {
  if (size < READ_AHEAD || size > totalmem() / 2) return
  const buffer = Buffer.allocUnsafeSlow(READ_AHEAD)
  for (let position = 0; position < size; position += READ_AHEAD) readSync(file, buffer, 0, READ_AHEAD, position)
}

class FileCheck {
  readonly #path: string
  readonly #file: number
  readonly #size: number
  #pageSize = 4096
  #lastPage = 0
  #seen = new Uint8Array()

  constructor(path: string, file: number) {
    this.#path = path
    this.#file = file
    this.#size = fstatSync(file).size
  }

  run(): void {
    const first = this.#meta(0, 0)
    this.#pageSize = first.pageSize
    if (this.#pageSize < 512 || this.#pageSize > 65_536) this.#torn('its head is not whole')
    const second = this.#meta(this.#pageSize, 1)
    const { roots, lastPage } = second.transaction > first.transaction ? second : first
    this.#lastPage = lastPage
    this.#seen = new Uint8Array(Math.min(lastPage + 1, Math.ceil(this.#size / this.#pageSize)))
    for (const root of roots) this.#tree(root)
  }

  #torn(what: string): never {
    throw new Error(`The file '${this.#path}' is torn: ${what}. Restore a backup, see 'npm run engine -- restore'`)
  }

  #meta(position: number, page: number) {
    const head = this.#read(position, 512, page)
    if (head.readUInt32LE(PAGE_HEADER) !== MAGIC) this.#torn('its head is not whole')
    // A table's record is 48 bytes and ends with its root page; the free list's first word is the page size.
    const tables = PAGE_HEADER + 24
    const last = tables + 2 * 48
    return {
      pageSize: head.readUInt32LE(tables),
      roots: [head.readBigUInt64LE(tables + 40), head.readBigUInt64LE(tables + 48 + 40)],
      lastPage: Number(head.readBigUInt64LE(last)),
      transaction: head.readBigUInt64LE(last + 8),
    }
  }

  #tree(root: bigint): void {
    const open = root === EMPTY ? [] : [Number(root)]
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      const page = this.#page(number)
      const flags = page.readUInt16LE(18)
      if ((flags & (BRANCH | LEAF)) === 0) this.#torn(`page ${number} is no page of a table`)
      for (const node of this.#nodes(page, number)) {
        if (flags & BRANCH) open.push(branchChild(page, node))
        else open.push(...this.#leafRow(page, node, number))
      }
    }
  }

  /** Where the rows of a page lie in it; LMDB counts from the end of the header. */
  #nodes(page: Buffer, number: number): number[] {
    const lower = PAGE_HEADER + page.readUInt16LE(20)
    const upper = PAGE_HEADER + page.readUInt16LE(22)
    if (upper < lower || upper > this.#pageSize || page.readUInt16LE(20) % 2 !== 0)
      this.#torn(`page ${number} has impossible bounds`)
    const nodes: number[] = []
    for (let at = PAGE_HEADER; at < lower; at += 2) nodes.push(PAGE_HEADER + page.readUInt16LE(at))
    if (nodes.some((node) => node < upper || node + 8 > this.#pageSize))
      this.#torn(`page ${number} has rows out of its bounds`)
    return nodes
  }

  /** Checks where a row of a leaf ends; returns the root page if it describes a table. */
  #leafRow(page: Buffer, node: number, number: number): number[] {
    const size = page.readUInt32LE(node)
    const flags = page.readUInt16LE(node + 4)
    const data = node + 8 + page.readUInt16LE(node + 6)
    const inside = flags & IN_OVERFLOW ? 8 : size
    if (data + inside > this.#pageSize) this.#torn(`page ${number} has a row that is cut off`)
    if (flags & IN_OVERFLOW) this.#overflow(Number(page.readBigUInt64LE(data)), size)
    if (!(flags & IS_TABLE)) return []
    if (size !== 48) this.#torn(`page ${number} describes a table wrongly`)
    const root = page.readBigUInt64LE(data + 40)
    return root === EMPTY ? [] : [Number(root)]
  }

  #overflow(number: number, size: number): void {
    const page = this.#page(number)
    const pages = page.readUInt32LE(20)
    if (!(page.readUInt16LE(18) & OVERFLOW) || pages * this.#pageSize < PAGE_HEADER + size)
      this.#torn(`page ${number} does not hold the long row that it should`)
    if ((number + pages) * this.#pageSize > this.#size) this.#torn(`it ends before page ${number + pages - 1}`)
  }

  /** A page that nobody has referred to yet. */
  #page(number: number): Buffer {
    if (number < 2 || number > this.#lastPage) this.#torn(`it refers to page ${number}, which cannot be`)
    const page = this.#read(number * this.#pageSize, this.#pageSize, number)
    if (page.readBigUInt64LE(0) !== BigInt(number)) this.#torn(`page ${number} holds something else`)
    if (this.#seen[number]) this.#torn(`page ${number} is used twice`)
    this.#seen[number] = 1
    return page
  }

  #read(position: number, length: number, page: number): Buffer {
    const buffer = Buffer.allocUnsafe(length)
    if (position + length > this.#size || readSync(this.#file, buffer, 0, length, position) < length)
      this.#torn(`it ends before page ${page}`)
    return buffer
  }
}

function branchChild(page: Buffer, node: number): number {
  return page.readUInt32LE(node) + page.readUInt16LE(node + 4) * 2 ** 32
}
