import type { FieldError } from '@rapport/contract/light'
import type { Session, WorkspaceSettings } from '@rapport/domain'

/** What must be said of a session before it can be ended. Fields are named by their keys. */
export type MissingForEnd = Readonly<{ outcome: boolean; tag: boolean; fieldKeys: readonly string[] }>

/** Nothing is in the way. */
export const nothingMissing: MissingForEnd = { outcome: false, tag: false, fieldKeys: [] }

/** What the workspace asks for and the session shows to be missing; what its fields lack only the server knows. */
export const missingAtFirst = (
  { outcome, tagIds }: Pick<Session, 'outcome' | 'tagIds'>,
  { endRequires }: Pick<WorkspaceSettings, 'endRequires'>,
): MissingForEnd => ({
  outcome: endRequires.outcome && outcome === null,
  tag: endRequires.tag && tagIds.length === 0,
  fieldKeys: [],
})

/** What the server said is missing, as it names it: `outcome`, `tags`, or `fields` with a key. */
export function missingIn(errors: readonly Pick<FieldError, 'path'>[]): MissingForEnd {
  const paths = errors.map(({ path }) => path)
  return {
    outcome: paths.some(([first]) => first === 'outcome'),
    tag: paths.some(([first]) => first === 'tags'),
    fieldKeys: paths.flatMap(([first, key]) => (first === 'fields' && typeof key === 'string' ? [key] : [])),
  }
}

/** Both together: what was asked for once stays on the screen when more is asked for. */
export const alsoMissing = (a: MissingForEnd, b: MissingForEnd): MissingForEnd => ({
  outcome: a.outcome || b.outcome,
  tag: a.tag || b.tag,
  fieldKeys: [...new Set([...a.fieldKeys, ...b.fieldKeys])],
})
