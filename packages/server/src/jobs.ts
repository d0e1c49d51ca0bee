import {
  agentId,
  apiKeyId,
  batchId,
  deliveryId,
  exportId,
  messageId,
  sessionId,
  tagId,
} from '@rapport/contract'
import { z } from 'zod'
import { enqueueBacklogs, summariseBacklog, summariseBacklogKind } from './ai/index.ts'
import { giveUpBatch, pruneBatches, runBatch, runBatchKind } from './batches/index.ts'
import {
  deliverMessage,
  deliverMessageKind,
  giveUpMessage,
  handleDelivery,
  handleDeliveryKind,
  pruneChannels,
} from './channels/index.ts'
import { retagContacts, untagContacts } from './contacts/index.ts'
import {
  exportSetup,
  giveUpExport,
  mailTranscript,
  mailTranscriptKind,
  runDuePlans,
  runExport,
  runExportKind,
  sweepExports,
} from './exports/index.ts'
import type { Platform } from './platform/context.ts'
import { removeUnclaimedFiles } from './platform/files/index.ts'
import type { JobHandler, Schedule } from './platform/jobs/index.ts'
import { drawForQueues } from './quality/index.ts'
import { jobKindOf, type Reaction, type Reactions } from './reactions.ts'
import { pruneAnswers, refoldSessions, retagSessions, untagSessions } from './sessions/index.ts'
import { removeTagKind, retagKind } from './tags/index.ts'
import { deleteExpired } from './team/index.ts'
import { flagMessage, flagMessageKind } from './watch-words/index.ts'
import { pruneDeliveries, type WebhookTeller } from './webhooks/index.ts'
import { listScopes } from './workspaces/index.ts'

const reactionPayload = z.object({ sessionId, version: z.int().min(1) })
const deliveryPayload = z.object({ deliveryId })
const messagePayload = z.object({ messageId })
const tagPayload = z.object({ tagId })
const mergePayload = z.object({ tagId, into: tagId })
const backlogPayload = z.object({
  after: z.object({ startedAt: z.number(), sessionId }).nullable(),
})
const batchPayload = z.object({ batchId })
const exportPayload = z.object({ exportId })
const mailPayload = z.object({
  ...{ sessionId, version: z.int(), to: z.string(), id: z.string() },
  ...{ userId: agentId, apiKeyId: apiKeyId.nullable() },
})

/** Every kind of job and what does it. A payload that cannot be read fails like any other error: kept, and looked at. */
export function createJobHandlers(
  platform: Platform,
  reactions: Reactions,
  webhooks?: WebhookTeller,
): Record<string, JobHandler> {
  const all = Object.values(reactions).flat() as Reaction[]
  const consequences = all.map(({ name, run }): [string, JobHandler] => [
    jobKindOf(name),
    async ({ workspaceId, payload }) => run(platform, { workspaceId, ...reactionPayload.parse(payload) }),
  ])
  return {
    ...Object.fromEntries(consequences),
    ...channelHandlers(platform),
    ...tagHandlers(platform),
    [runBatchKind]: ({ workspaceId, payload }) =>
      runBatch(platform, { workspaceId, ...batchPayload.parse(payload) }),
    [runExportKind]: ({ workspaceId, payload }) =>
      runExport(platform, exportSetup, { workspaceId, ...exportPayload.parse(payload) }),
    [mailTranscriptKind]: ({ workspaceId, payload }) =>
      mailTranscript(platform, { workspaceId, ...mailPayload.parse(payload) }),
    [flagMessageKind]: ({ workspaceId, payload }) => flagMessage(platform, workspaceId, payload),
    [summariseBacklogKind]: ({ workspaceId, payload }) =>
      summariseBacklog(platform, { workspaceId, ...backlogPayload.parse(payload) }),
    ...webhooks?.handlers,
  }
}

/** What is done before a job is set aside, for those kinds of which somebody must be told. */
export function createGiveUps(platform: Platform, reactions: Reactions): Record<string, JobHandler> {
  const all = Object.values(reactions).flat() as Reaction[]
  const consequences = all.flatMap(({ name, giveUp }): [string, JobHandler][] => {
    if (giveUp === undefined) return []
    const handler: JobHandler = ({ workspaceId, payload }) =>
      giveUp(platform, { workspaceId, ...reactionPayload.parse(payload) })
    return [[jobKindOf(name), handler]]
  })
  return {
    ...Object.fromEntries(consequences),
    [deliverMessageKind]: ({ workspaceId, payload }) =>
      giveUpMessage(platform, workspaceId, messagePayload.parse(payload)),
    [runBatchKind]: ({ workspaceId, payload }) =>
      giveUpBatch(platform, { workspaceId, ...batchPayload.parse(payload) }),
    [runExportKind]: ({ workspaceId, payload }) =>
      giveUpExport(platform, { workspaceId, ...exportPayload.parse(payload) }),
  }
}

/** What channels brought, and what somebody wants sent once more. */
const channelHandlers = (platform: Platform): Record<string, JobHandler> => ({
  [handleDeliveryKind]: ({ workspaceId, payload, attempts: attempt }) =>
    handleDelivery(platform, { workspaceId, attempt, ...deliveryPayload.parse(payload) }),
  [deliverMessageKind]: async ({ workspaceId, payload }) => {
    await deliverMessage(platform, workspaceId, messagePayload.parse(payload))
  },
})

/** What carried a tag that was deleted or merged. */
const tagHandlers = (platform: Platform): Record<string, JobHandler> => ({
  [removeTagKind.session]: ({ workspaceId, payload }) =>
    untagSessions(platform, { workspaceId, ...tagPayload.parse(payload) }),
  [removeTagKind.contact]: ({ workspaceId, payload }) =>
    untagContacts(platform, { workspaceId, ...tagPayload.parse(payload) }),
  [retagKind.session]: ({ workspaceId, payload }) =>
    retagSessions(platform, { workspaceId, ...mergePayload.parse(payload) }),
  [retagKind.contact]: ({ workspaceId, payload }) =>
    retagContacts(platform, { workspaceId, ...mergePayload.parse(payload) }),
})

const answersPerStep = 1_000
// Of every minute, so that a stopping server waits no longer and the others' work goes on.
const refoldMs = 5_000

/** All recurring work, in UTC. The minutes differ so that no two begin together. */
export function listSchedules(platform: Platform): readonly Schedule[] {
  return [
    {
      name: 'remove-unclaimed-files',
      cron: '7 * * * *',
      run: async () => {
        await removeUnclaimedFiles(platform)
      },
    },
    { name: 'summarise-backlogs', cron: '*/15 * * * * *', run: () => enqueueBacklogs(platform) },
    { name: 'refold-sessions', cron: '* * * * *', run: () => refoldForAWhile(platform) },
    { name: 'prune-channels', cron: '31 3 * * *', run: () => pruneAllChannels(platform) },
    { name: 'prune-answers', cron: '23 3 * * *', run: () => pruneAllAnswers(platform) },
    { name: 'prune-webhook-deliveries', cron: '29 3 * * *', run: () => pruneAllDeliveries(platform) },
    { name: 'draw-review-queues', cron: '4 * * * *', run: () => drawAllQueues(platform) },
    { name: 'prune-batches', cron: '37 3 * * *', run: () => pruneAllBatches(platform) },
    { name: 'run-export-plans', cron: '* * * * *', run: () => runDuePlans(platform, exportSetup) },
    { name: 'sweep-exports', cron: '*/5 * * * *', run: () => sweepAllExports(platform) },
    { name: 'delete-expired-tokens', cron: '41 3 * * *', run: () => deleteExpired(platform.db) },
  ]
}

async function refoldForAWhile(platform: Platform): Promise<void> {
  await refoldSessions(platform, refoldMs)
}

async function pruneAllChannels(platform: Platform): Promise<void> {
  for (const scope of await listScopes(platform.db)) await pruneChannels(platform, scope)
}

async function pruneAllAnswers({ db }: Platform): Promise<void> {
  for (const scope of await listScopes(db)) {
    let pruned = answersPerStep
    while (pruned === answersPerStep) pruned = await pruneAnswers(db, scope, answersPerStep)
  }
}

async function pruneAllDeliveries(platform: Platform): Promise<void> {
  for (const scope of await listScopes(platform.db)) await pruneDeliveries(platform, scope)
}

async function pruneAllBatches(platform: Platform): Promise<void> {
  for (const scope of await listScopes(platform.db)) await pruneBatches(platform, scope)
}

async function sweepAllExports(platform: Platform): Promise<void> {
  for (const scope of await listScopes(platform.db)) await sweepExports(platform, scope)
}

async function drawAllQueues(platform: Platform): Promise<void> {
  for (const scope of await listScopes(platform.db)) await drawForQueues(platform, scope)
}
