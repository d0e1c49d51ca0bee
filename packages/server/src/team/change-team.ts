import { randomUUIDv7 } from 'node:crypto'
import { type AgentId, asId, type TeamId } from '@rapport/domain'
import type { AgentContext, Scope } from '../platform/context.ts'
import { afterCommit, inTransaction, isUniqueViolation, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { insertTeam, renameTeam, replaceTeamMembers, type Team } from './team-queries.ts'

/** What is chosen about a team. */
export type TeamChoices = Readonly<{ name: string; agentIds: readonly AgentId[] }>

/** Makes a team of members of the workspace; anybody else among them is `not_found`, and nothing is made. */
export async function createTeam(
  tx: Tx,
  scope: Scope,
  { id, ...choices }: TeamChoices & Readonly<{ id?: TeamId }>,
): Promise<Team> {
  const team = { ...choices, id: id ?? asId<TeamId>(randomUUIDv7()) }
  await insertTeam(tx, scope, team)
  return await fill(tx, scope, team)
}

/** Makes a team by an agent's hand; a name another team has, in any case of letters, is `name_taken`. */
export function addTeam(ctx: AgentContext, choices: TeamChoices): Promise<Team> {
  return orNameTaken(inTransaction(ctx, (tx) => createTeam(tx, ctx.scope, choices)))
}

/** Changes a team as a whole. Who is in it decides who sees its inboxes, so open screens are checked again. */
export function changeTeam(
  ctx: AgentContext,
  { teamId, ...choices }: TeamChoices & Readonly<{ teamId: TeamId }>,
): Promise<Team> {
  const { workspaceId } = ctx.scope
  const change = inTransaction(ctx, async (tx) => {
    const team = { ...choices, id: teamId }
    if (!(await renameTeam(tx, ctx.scope, team))) throw new AppError('not_found', { teamId })
    afterCommit(tx, () => ctx.bus.publish({ type: 'access_changed', workspaceId, agentId: null }))
    return await fill(tx, ctx.scope, team)
  })
  return orNameTaken(change)
}

async function fill(tx: Tx, scope: Scope, team: Team): Promise<Team> {
  const agentIds = [...new Set(team.agentIds)]
  const found = await replaceTeamMembers(tx, scope, { id: team.id, agentIds })
  if (found < agentIds.length) throw new AppError('not_found', { agentIds })
  return { ...team, agentIds }
}

async function orNameTaken(work: Promise<Team>): Promise<Team> {
  try {
    return await work
  } catch (error) {
    throw isUniqueViolation(error, 'teams_name') ? new AppError('name_taken', {}, { cause: error }) : error
  }
}
