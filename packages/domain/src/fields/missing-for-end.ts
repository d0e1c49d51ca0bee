import type { TagId } from '../ids.ts'
import type { Session } from '../session/session.ts'
import { groupsMissing } from '../tags/tag-rules.ts'
import type { TagTree } from '../tags/tag-tree.ts'
import type { WorkspaceSettings } from '../workspace-settings.ts'
import type { FieldDefinition } from './field-definition.ts'
import type { FieldValues } from './field-kinds.ts'

/** A required group of tags, by the tag at its head: that one or any under it will do. */
type TagGroupMissing = { what: 'tagGroup'; tagId: TagId; name: string }

/** Something an agent has yet to say before a session can be ended. */
export type Missing = Readonly<
  { what: 'outcome' } | { what: 'tags' } | TagGroupMissing | { what: 'field'; key: string }
>

/** What a workspace wants said, and what can be said there at all. */
export type EndRules = Pick<WorkspaceSettings, 'outcomes' | 'endRequires'> &
  Readonly<{ fields: readonly FieldDefinition[]; tags: TagTree }>

/**
 * What an agent has yet to say before they end a session, in the order of the form; empty when nothing is. What nobody
 * could say, as where there are no tags, is not asked for: no setting makes sessions that cannot be ended.
 */
export function missingForEnd(
  { outcomes, endRequires, fields, tags }: EndRules,
  said: Readonly<{ outcome: Session['outcome']; tagIds: Session['tagIds']; fields: FieldValues }>,
): readonly Missing[] {
  const missing: Missing[] = []
  if (endRequires.outcome && outcomes.length > 0 && said.outcome === null) missing.push({ what: 'outcome' })
  const hasTags = tags.tags.some(({ scope }) => scope === 'session')
  if (endRequires.tag && hasTags && said.tagIds.length === 0) missing.push({ what: 'tags' })
  for (const { id, name } of groupsMissing(tags, said.tagIds))
    missing.push({ what: 'tagGroup', tagId: id, name })
  for (const { scope, key, requiredOnEnd } of fields)
    if (scope === 'session' && requiredOnEnd && !Object.hasOwn(said.fields, key))
      missing.push({ what: 'field', key })
  return missing
}
