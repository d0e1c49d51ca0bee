import type { ErrorCode, ExportFormat, ExportOptions } from '@rapport/contract'
import type { AgentId, ExportPlanId, ExportRhythm, Instant, ViewId, WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { type DbOrTx, type Tx, writeLater } from '../platform/db/index.ts'

/** A planned export as it is stored, with the names of its view and its owner. */
export type PlanRecord = Readonly<{
  workspaceId: WorkspaceId
  id: ExportPlanId
  ownerId: AgentId
  ownerName: string
  viewId: ViewId
  viewName: string
  name: string
  format: ExportFormat
  options: ExportOptions
  rhythm: ExportRhythm
  nextAt: Instant
  lastAt: Instant | null
  lastError: ErrorCode | null
}>

const plans = sql`
  select p.workspace_id as "workspaceId", p.plan_id as id, p.user_id as "ownerId", m.display_name as "ownerName",
    p.view_id as "viewId", v.name as "viewName", p.name, p.format, p.options, p.rhythm, p.next_at as "nextAt",
    p.last_at as "lastAt", p.last_error as "lastError"
  from export_plans p
  join memberships m on m.workspace_id = p.workspace_id and m.user_id = p.user_id
  join views v on v.workspace_id = p.workspace_id and v.view_id = p.view_id`

/** Somebody's planned exports, the next first. A workspace's few. */
export async function listOwnPlans(
  db: DbOrTx,
  { workspaceId }: Scope,
  ownerId: AgentId,
): Promise<PlanRecord[]> {
  const { rows } = await sql<PlanRecord>`${plans}
    where p.workspace_id = ${workspaceId} and p.user_id = ${ownerId}
    order by p.next_at, p.plan_id`.execute(db)
  return rows
}

/** What is chosen about a planned export. */
export type PlanChoices = Pick<PlanRecord, 'viewId' | 'name' | 'format' | 'options' | 'rhythm' | 'nextAt'>

/** Adds a planned export. */
export async function insertPlan(
  db: DbOrTx,
  { workspaceId }: Scope,
  plan: PlanChoices & Readonly<{ id: ExportPlanId; ownerId: AgentId; at: Instant }>,
): Promise<void> {
  await sql`
    insert into export_plans (workspace_id, plan_id, user_id, view_id, name, format, options, rhythm, next_at, created_at)
    values (${workspaceId}, ${plan.id}, ${plan.ownerId}, ${plan.viewId}, ${plan.name}, ${plan.format},
      ${JSON.stringify(plan.options)}, ${JSON.stringify(plan.rhythm)}, ${new Date(plan.nextAt)},
      ${new Date(plan.at)})`.execute(db)
}

/** Whose plan it is. */
export type PlanPlace = Readonly<{ id: ExportPlanId; ownerId: AgentId }>

/** Changes somebody's own planned export; false when there is none of theirs. By primary key. */
export async function updatePlan(
  db: DbOrTx,
  { workspaceId }: Scope,
  { id, ownerId, ...plan }: PlanChoices & PlanPlace,
): Promise<boolean> {
  const { rows } = await sql`
    update export_plans set view_id = ${plan.viewId}, name = ${plan.name}, format = ${plan.format},
      options = ${JSON.stringify(plan.options)}, rhythm = ${JSON.stringify(plan.rhythm)},
      next_at = ${new Date(plan.nextAt)}, last_error = null
     where workspace_id = ${workspaceId} and plan_id = ${id} and user_id = ${ownerId}
    returning 1`.execute(db)
  return rows.length > 0
}

/** Deletes somebody's own planned export; false when there is none of theirs. By primary key. */
export async function deletePlan(
  db: DbOrTx,
  { workspaceId }: Scope,
  { id, ownerId }: PlanPlace,
): Promise<boolean> {
  const { rows } = await sql`
    delete from export_plans where workspace_id = ${workspaceId} and plan_id = ${id} and user_id = ${ownerId}
    returning 1`.execute(db)
  return rows.length > 0
}

/**
 * The planned export that has been due the longest, but none of those named, held until the transaction ends; one that
 * another node holds is passed over. By `export_plans_next`.
 */
export async function holdDuePlan(
  tx: Tx,
  { at, except }: Readonly<{ at: Instant; except: readonly ExportPlanId[] }>,
): Promise<PlanRecord | null> {
  const { rows } = await sql<PlanRecord>`/* all workspaces: plans fall due everywhere alike */ ${plans}
    where p.next_at <= ${new Date(at)} and p.plan_id <> all(${except}::uuid[])
    order by p.next_at limit 1 for update of p skip locked`.execute(tx)
  return rows[0] ?? null
}

const waitMsMax = 10 * 60_000

/** Lets a transaction that holds a plan wait while its export begins, which may take longer than others may be idle. */
export function allowWaiting(tx: Tx): void {
  writeLater(tx, sql`set local idle_in_transaction_session_timeout = ${sql.lit(waitMsMax)}`)
}

/** Writes down what became of a planned export, and when it is due again. By primary key. */
export async function settlePlan(
  tx: Tx,
  { workspaceId, id }: Pick<PlanRecord, 'workspaceId' | 'id'>,
  { at, nextAt, error }: Readonly<{ at: Instant | null; nextAt: Instant; error: ErrorCode | null }>,
): Promise<void> {
  await sql`
    update export_plans set next_at = ${new Date(nextAt)}, last_error = ${error},
      last_at = coalesce(${at === null ? null : new Date(at)}::timestamptz, last_at)
     where workspace_id = ${workspaceId} and plan_id = ${id}`.execute(tx)
}
