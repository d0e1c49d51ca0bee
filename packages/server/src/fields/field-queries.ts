import type { FieldView } from '@rapport/contract'
import type { FieldId } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** All custom fields of a workspace, sessions' first, in their order. A workspace has at most 200 of each. */
export async function listFields(db: DbOrTx, { workspaceId }: Scope): Promise<FieldView[]> {
  const { rows } = await sql<FieldView>`
    select field_id as id, scope, key, name, kind, choices, required_on_end as "requiredOnEnd", writers,
      (row_number() over (partition by scope order by position, field_id) - 1)::int as position
    from field_definitions where workspace_id = ${workspaceId}
    order by scope desc, position`.execute(db)
  return rows
}

/** Takes turns with everybody who changes the list of a workspace's fields, until the transaction ends. */
export async function lockFields(tx: Tx, { workspaceId }: Scope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`fields ${workspaceId}`}, 0))`.execute(tx)
}

/** Adds a field at the end of its scope. Fails on the index field_definitions_key when the key is another's. */
export async function insertField(
  tx: Tx,
  { workspaceId }: Scope,
  field: Omit<FieldView, 'position'>,
): Promise<void> {
  await sql`
    insert into field_definitions
      (workspace_id, field_id, scope, key, name, kind, choices, required_on_end, writers, position)
    select ${workspaceId}, ${field.id}, ${field.scope}, ${field.key}, ${field.name}, ${field.kind},
      ${field.choices}::text[], ${field.requiredOnEnd}, ${field.writers}::text[],
      coalesce(max(position) + 1, 0)
    from field_definitions where workspace_id = ${workspaceId} and scope = ${field.scope}`.execute(tx)
}

/** Changes a field but for its key and kind. By primary key. */
export async function updateField(
  tx: Tx,
  { workspaceId }: Scope,
  {
    id,
    name,
    choices,
    requiredOnEnd,
    writers,
  }: Pick<FieldView, 'id' | 'name' | 'choices' | 'requiredOnEnd' | 'writers'>,
): Promise<void> {
  await sql`
    update field_definitions set name = ${name}, choices = ${choices}::text[], required_on_end = ${requiredOnEnd},
      writers = ${writers}::text[]
    where workspace_id = ${workspaceId} and field_id = ${id}`.execute(tx)
}

/** Puts fields in the order given. */
export async function orderFields(
  tx: Tx,
  { workspaceId }: Scope,
  fieldIds: readonly FieldId[],
): Promise<void> {
  await sql`
    update field_definitions f set position = n.place - 1
    from unnest(${fieldIds}::uuid[]) with ordinality as n (field_id, place)
    where f.workspace_id = ${workspaceId} and f.field_id = n.field_id`.execute(tx)
}

/** Deletes a field's definition; false when the workspace has none such. Its values stay. By primary key. */
export async function deleteField(tx: Tx, { workspaceId }: Scope, id: FieldId): Promise<boolean> {
  const { rows } = await sql`
    delete from field_definitions where workspace_id = ${workspaceId} and field_id = ${id}
    returning field_id`.execute(tx)
  return rows.length > 0
}

/**
 * Of the values that a row holds, those of fields that are defined, as SQL: a deleted field's are kept out of sight. By
 * the index field_definitions_key; a row without values costs nothing.
 */
export const definedValues = (
  { workspaceId }: Scope,
  scope: FieldView['scope'],
  held: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  case when ${held} = '{}' then ${held} else (
    select coalesce(jsonb_object_agg(v.key, v.value), '{}') from jsonb_each(${held}) v
    join field_definitions f on f.workspace_id = ${workspaceId} and f.scope = ${scope} and f.key = v.key
  ) end`
