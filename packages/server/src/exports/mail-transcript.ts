import { createHash } from 'node:crypto'
import { type AgentId, type ApiKeyId, instant, type SessionId, type WorkspaceId } from '@rapport/domain'
import { type AgentContext, type Platform, scopeOf } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { enqueue } from '../platform/jobs/index.ts'
import { escapeHtml, type Mail } from '../platform/mail/index.ts'
import { findSession, listSessionsById, once, presentRow, writeKey } from '../sessions/index.ts'
import { contextOfMember } from '../team/index.ts'
import { getWorkspace } from '../workspaces/index.ts'
import { makerOf } from './begin-export.ts'
import { type Making, prepareMaking } from './export-head.ts'
import { insertClaim } from './exports-queries.ts'
import type { ExportedSession } from './format.ts'
import { type LocalTime, localTimeIn } from './local-time.ts'
import { readSessions } from './read-sessions.ts'

/** The job that sends a transcript. */
export const mailTranscriptKind = 'mail-transcript'

/** What somebody wants sent, and where. */
export type MailWish = Readonly<{ sessionId: SessionId; clientId: string; to: string }>

/** Has the transcript of a session sent, once however often it is asked; refused where no mail is set up. */
export async function askForMail(ctx: AgentContext, { sessionId, clientId, to }: MailWish): Promise<void> {
  if (ctx.mail === null) throw new AppError('mail_not_set_up')
  const claim = writeKey(ctx.agentId, clientId, ['transcript', sessionId, to])
  await once(ctx, claim, async () => {
    const session = await findSession(ctx.db, ctx.scope, sessionId)
    if (session === null) throw new AppError('not_found', { sessionId })
    const id = createHash('sha256')
      .update(`${ctx.scope.workspaceId}:${ctx.agentId}:${clientId}`)
      .digest('hex')
    const payload = { sessionId, version: session.version, to, id, ...makerOf(ctx) }
    await inTransaction(ctx, async (tx) => {
      await insertClaim(tx, ctx.scope, claim, {})
      const { workspaceId } = ctx.scope
      await enqueue(tx, [
        { workspaceId, kind: mailTranscriptKind, payload, lane: 'outside', runAt: ctx.now() },
      ])
    })
    ctx.wakeJobs()
    return {}
  })
}

/** What the job knows. */
export type MailJob = Readonly<{
  workspaceId: WorkspaceId
  sessionId: SessionId
  version: number
  to: string
  id: string
  userId: AgentId
  apiKeyId: ApiKeyId | null
}>

/**
 * Sends what the contact could see of a session, and nothing else, while whoever asked may still take it out. A mail that
 * was handed over before the server stopped may be handed over again, under the same id.
 */
export async function mailTranscript(platform: Platform, job: MailJob): Promise<void> {
  if (platform.mail === null) throw new Error('Mail is not set up any more')
  const ctx = await contextOfMember(platform, job)
  if (!ctx?.can('exports.create')) return
  const [record] = await listSessionsById(ctx.db, ctx.scope, [job.sessionId])
  if (record === undefined) return
  const { settings } = await getWorkspace(ctx.db, ctx.scope)
  const { startedAt } = presentRow(record, 'contact').session
  const making = await prepareMaking(ctx, scopeOf(job.workspaceId), {
    name: '',
    total: 1,
    createdAt: instant(startedAt),
    options: {
      columns: ['contact'],
      ...{ transcripts: true, notes: false, systemMessages: false, files: false },
      ...{ timeZone: settings.timeZone, language: 'en' },
    },
  })
  const items = [{ position: 0, sessionId: job.sessionId, version: job.version }]
  for await (const session of readSessions(ctx, making, items))
    await platform.mail.send({ ...compose(session, making), to: job.to, id: job.id })
}

/** A transcript as text and as a page in which nothing of anybody's is markup. */
function compose(session: ExportedSession, { head }: Making): Pick<Mail, 'subject' | 'text' | 'html'> {
  const local = localTimeIn(head.options.timeZone)
  const subject = head.word('mail.subject', { name: head.workspaceName })
  const intro = head.word('mail.intro', {
    date: local(head.madeAt).slice(0, 10),
    zone: head.options.timeZone,
  })
  const lines = session.lines.map((line) => said(line, head.word, local))
  const text = [intro, ...lines.map(({ at, who, what }) => `[${at}] ${who}:\n${what}`)].join('\n\n')
  const paragraphs = lines.map(
    ({ at, who, what }) =>
      `<p><b>${escapeHtml(who)}</b> <small>${escapeHtml(at)}</small><br>${escapeHtml(what).replaceAll('\n', '<br>')}</p>`,
  )
  const html = [
    '<!doctype html><html><head><meta charset="utf-8"><title>',
    ...[escapeHtml(subject), '</title></head><body style="font-family: sans-serif; max-width: 40em">'],
    ...[`<p>${escapeHtml(intro)}</p>`, ...paragraphs, '</body></html>'],
  ].join('')
  return { subject, text, html }
}

function said(
  { at, who, text, files }: ExportedSession['lines'][number],
  word: Making['head']['word'],
  local: LocalTime,
): Readonly<{ at: string; who: string; what: string }> {
  const names = files.map(({ name }) => word('line.file', { name }))
  return {
    at: local(at),
    who,
    what: [text ?? word('line.erased'), ...names].filter((one) => one !== '').join('\n'),
  }
}
