import { randomUUIDv7 } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { asId, type ContactId, closeSession, contact, type InboxId, type StartsIn } from '@rapport/domain'
import type { Context, Platform, VisitorPerson } from '../platform/context.ts'
import { changeSession, findSession, type Ingested, ingestMessage } from '../sessions/index.ts'
import { languages } from './languages/index.ts'
import { demoScope } from './make-demo.ts'
import { createRandom, type Random } from './random.ts'
import { type Dialogue, writeDialogue, writeQuestion } from './write-dialogue.ts'

/** Where pretend visitors write, and how many at a time. `paceMs` is the least time between two lines of one. */
export type LiveOptions = Readonly<{
  inboxId: InboxId
  startsIn: StartsIn
  visitors?: number
  paceMs?: number
}>

/** Whoever is asked for in the bot's languages; it hands off at these words. */
const humanWords: Readonly<Record<string, string>> = {
  cs: 'Chci mluvit s člověkem, prosím',
  zh: '人工客服',
  id: 'Mau bicara dengan petugas',
  ar: 'أريد التحدث مع موظف',
}

type Visit = Readonly<{
  ctx: Context
  options: LiveOptions
  random: Random
  signal: AbortSignal
  thread: string
  person: VisitorPerson
  contactId: ContactId
}>

/**
 * A few pretend visitors who write like anybody else, through `ingestMessage`, so that a fresh demo is alive: they ask
 * the bot, sometimes for a person, answer who answers them, and leave when nobody comes. Gentle: a line each 20 to 60
 * seconds, one session at a time each. `stop` resolves once the last of them is gone.
 */
export function startLiveVisitors(platform: Platform, options: LiveOptions): () => Promise<void> {
  const stopping = new AbortController()
  const { visitors = 2 } = options
  const seats = Array.from({ length: visitors }, (_, seat) =>
    keepVisiting(platform, options, seat, stopping.signal),
  )
  return async () => {
    stopping.abort()
    await Promise.all(seats)
  }
}

async function keepVisiting(
  platform: Platform,
  options: LiveOptions,
  seat: number,
  signal: AbortSignal,
): Promise<void> {
  const random = createRandom(Math.floor(platform.now() / 1000) * 31 + seat)
  while (!signal.aborted) {
    try {
      await pause(random, options, signal)
      await visit(arrive(platform, options, random, signal))
    } catch (error) {
      if (signal.aborted) return
      platform.log.warn({ error: String(error) }, 'A pretend visitor of the demo stumbled')
    }
  }
}

function arrive(platform: Platform, options: LiveOptions, random: Random, signal: AbortSignal): Visit {
  const contactId = asId<ContactId>(randomUUIDv7())
  const thread = `demo-live-${contactId}`
  const language = random.weighted(languages)
  const [given, family] = random.pick(language.names)
  const person = {
    externalId: thread,
    verified: false,
    name: `${given} ${family}`,
    email: null,
    locale: language.locale,
  }
  const ctx = { ...platform, scope: demoScope, actor: contact(contactId) }
  return { ctx, options, random, signal, thread, person, contactId }
}

async function visit(visiting: Visit): Promise<void> {
  const { random, person, options, signal } = visiting
  const [language] = languages.find(([{ locale }]) => locale === person.locale) ?? languages[0] ?? []
  if (language === undefined) throw new Error('The demo speaks no language')
  const names = { agent: '', contact: '' }
  const dialogue = writeDialogue(random, language, names)
  const wantsPerson = random.chance(0.6)
  const { sessionId } = await say(
    visiting,
    wantsPerson ? dialogue.opening : writeQuestion(random, language, names).asks,
  )
  if (wantsPerson) {
    await pause(random, options, signal)
    await say(visiting, humanWords[language.locale] ?? 'I’d like to talk to a human, please')
  }
  await converse(visiting, dialogue, sessionId)
}

const patienceLines = 8

/** Answers whoever answers, line by line, until all is said, the session is over, or nobody comes. */
async function converse(
  visiting: Visit,
  dialogue: Dialogue,
  sessionId: Ingested['sessionId'],
): Promise<void> {
  const { ctx, random, options, signal } = visiting
  const left = dialogue.lines.filter(({ by }) => by === 'contact').map(({ text }) => text)
  left.push(dialogue.thanks)
  let heard = 0
  for (let turns = 0; turns < patienceLines; turns += 1) {
    await pause(random, options, signal)
    const session = await findSession(ctx.db, ctx.scope, sessionId)
    if (session === null || session.state === 'ended') return
    const isAnswered = session.agent_message_count > heard
    const text = isAnswered ? left.shift() : undefined
    if (isAnswered && text === undefined) return
    heard = session.agent_message_count
    if (text !== undefined) {
      await say(visiting, text)
      turns = 0
    }
  }
  await leave(visiting, sessionId)
}

function say({ ctx, options, thread, person, contactId }: Visit, text: string): Promise<Ingested> {
  const clientId = randomUUIDv7()
  const { inboxId, startsIn } = options
  return ingestMessage(
    ctx,
    { inboxId, startsIn },
    { key: clientId, clientId, thread, contactId, person, text, fileIds: [] },
  )
}

/** Nobody has to end what nobody took; what an agent has is theirs to end. */
async function leave({ ctx, contactId }: Visit, sessionId: Ingested['sessionId']): Promise<void> {
  await changeSession(ctx, sessionId, (session) => {
    const isNobodys = session.state === 'bot' || session.state === 'unassigned'
    return isNobodys
      ? closeSession(session, contact(contactId), 'contact_left')
      : { accepted: true, events: [] }
  })
}

const pause = (random: Random, { paceMs = 20_000 }: LiveOptions, signal: AbortSignal): Promise<void> =>
  wait(random.between(paceMs, paceMs * 3), undefined, { signal, ref: false })
