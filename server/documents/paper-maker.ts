/** Makes papers: a template of a release and data become a PDF/A, drafts marked as such, results signed for the unit. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonValue } from '#feel'
import type { Release } from '../services/index.ts'
import { keepDrafts } from './kept-drafts.ts'
import type { PaperRenderer } from './render/index.ts'
import type { UnitSigner } from './unit-signer.ts'

const templates = 'processes/documents'

export interface PaperMaker {
  /** Rejects with `PaperFault`. The same release, template and data give the same bytes. */
  render(release: Release, template: string, data: JsonValue, draft: boolean): Promise<Uint8Array>
  /** A sheet of the platform's own: its template is the installation's, of no release. */
  renderSheet(template: string, data: JsonValue): Promise<Uint8Array>
  /** Seals a PDF with the unit's certificate (PAdES B-B). */
  sign(pdf: Uint8Array, by: { unitCode: string; signer: string; at: Date }): Promise<Uint8Array>
}

/** `root`: the folder of the installation, with `processes/documents` in it. */
export function createPaperMaker(parts: { renderer: PaperRenderer; signer: UnitSigner; root: string }): PaperMaker {
  const { renderer, signer, root } = parts
  const own = (path: string) => readFileSync(join(root, templates, path), 'utf8')
  const drafts = keepDrafts()
  let ownModules: { [path: string]: string } | undefined
  const text = (release: Release, path: string) => Buffer.from(release.file(path)).toString('utf8')
  /** What each release's papers are made of, read once. */
  const read = new WeakMap<Release, { modules: { [path: string]: string }; sources: Map<string, string> }>()
  function sourcesOf(release: Release) {
    const known = read.get(release)
    if (known) return known
    const shared = release.paths(`${templates}/shared`)
    const modules = Object.fromEntries(shared.map((path) => [path.slice(templates.length + 1), text(release, path)]))
    const made = { modules, sources: new Map<string, string>() }
    read.set(release, made)
    return made
  }
  return {
    render(release, template, data, draft) {
      const { modules, sources } = sourcesOf(release)
      const source = sources.get(template) ?? text(release, `${templates}/${template}.typ`)
      sources.set(template, source)
      const make = () => renderer.renderPaper({ template: source, modules, data, draft })
      return draft ? drafts.draft([release.id, template, JSON.stringify(data)], make) : make()
    },
    renderSheet(template, data) {
      ownModules ??= Object.fromEntries(
        readdirSync(join(root, templates, 'shared')).map((name) => [`shared/${name}`, own(`shared/${name}`)]),
      )
      return renderer.renderPaper({ template: own(`${template}.typ`), modules: ownModules, data, draft: false })
    },
    sign: (pdf, by) => signer.sign(pdf, by),
  }
}
