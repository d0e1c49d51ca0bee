import type { Session } from '../session/session.ts'
import type { WorkspaceSettings } from '../workspace-settings.ts'
import type { FieldDefinition } from './field-definition.ts'
import type { FieldValues } from './field-kinds.ts'

/** Something an agent has yet to say before a session can be ended. */
export type Missing = Readonly<{ what: 'outcome' } | { what: 'tags' } | { what: 'field'; key: string }>

/** What a workspace wants said, and what can be said there at all. */
export type EndRules = Pick<WorkspaceSettings, 'outcomes' | 'endRequires'> &
  Readonly<{ fields: readonly FieldDefinition[]; hasTags: boolean }>

/**
 * What an agent has yet to say before they end a session, in the order of the form; empty when nothing is. What nobody
 * could say, as where there are no tags, is not asked for: no setting makes sessions that cannot be ended.
 */
export function missingForEnd(
  { outcomes, endRequires, fields, hasTags }: EndRules,
  said: Readonly<{ outcome: Session['outcome']; tagIds: Session['tagIds']; fields: FieldValues }>,
): readonly Missing[] {
  const missing: Missing[] = []
  if (endRequires.outcome && outcomes.length > 0 && said.outcome === null) missing.push({ what: 'outcome' })
  if (endRequires.tag && hasTags && said.tagIds.length === 0) missing.push({ what: 'tags' })
  for (const { scope, key, requiredOnEnd } of fields)
    if (scope === 'session' && requiredOnEnd && !Object.hasOwn(said.fields, key))
      missing.push({ what: 'field', key })
  return missing
}
