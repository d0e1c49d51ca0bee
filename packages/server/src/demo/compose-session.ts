import type { AgentId, EndReason, TeamId } from '@rapport/domain'
import type { TeamKey } from './demo-people.ts'
import type { Language } from './languages/index.ts'
import type { Random } from './random.ts'
import { type Dialogue, type Line, type Names, writeDialogue, writeQuestion } from './write-dialogue.ts'

/** One thing that happens in a session, `waitMs` after the one before it. */
export type Step = Readonly<{ waitMs: number }> &
  (
    | Readonly<{ do: 'say'; by: 'contact' | 'agent' | 'bot'; text: string }>
    | Readonly<{ do: 'hand_off'; reason: string; teamId: TeamId }>
    | Readonly<{ do: 'take'; agentId: AgentId; how: 'take' | 'open' }>
    | Readonly<{ do: 'transfer'; to: Readonly<{ agentId: AgentId } | { teamId: TeamId }>; note: string }>
    | Readonly<{ do: 'note'; text: string }>
    | Readonly<{ do: 'hold'; forMs: number | null }>
    | Readonly<{ do: 'resume' }>
    | Readonly<{ do: 'wrap_up' }>
    | Readonly<{ do: 'end'; by: 'agent' | 'contact' | 'bot' | 'system'; endReason: EndReason }>
  )

/** Where a session is when the demo begins. */
export type Stage = 'ended' | 'bot' | 'unassigned' | 'assigned' | 'on_hold' | 'wrap_up'

export type Colleague = Readonly<{ id: AgentId; givenName: string }>

/** Who takes part, and how long people are waited for at that hour. */
export type Cast = Readonly<{
  random: Random
  language: Language
  startsWithBot: boolean
  contactName: string
  /** Who works the inbox, and whose each matter is. */
  agents: readonly [Colleague, ...Colleague[]]
  teamIds: Readonly<Record<TeamKey, TeamId>>
  /** 1 while the shop is open, more at night. */
  patience: number
  /** How many lines the talk with an agent is to have; as its matter has when left out. */
  lines?: number
}>

const second = 1000
const minute = 60 * second

/** A session from its first word to the stage asked for. */
export function composeSession(cast: Cast, stage: Stage): readonly Step[] {
  const { random } = cast
  const agent = random.pick(cast.agents)
  const names = { agent: agent.givenName, contact: cast.contactName }
  if (stage === 'bot' || (stage === 'ended' && cast.startsWithBot && random.chance(0.24))) {
    return composeBotTalk(cast, names, stage === 'ended')
  }
  const dialogue = fitDialogue(cast, names)
  const opening = cast.startsWithBot ? openWithBot(cast, dialogue) : openInQueue(random, dialogue)
  if (stage === 'unassigned') return opening
  if (stage === 'ended' && random.chance(0.06)) return [...opening, ...giveUp(random)]
  const talk = [...opening, take(cast, agent), ...composeTalk(cast, dialogue, agent)]
  return [
    ...talk.slice(0, stage === 'assigned' ? cutAt(random, talk, opening) : undefined),
    ...finish(cast, dialogue, stage),
  ]
}

/** One matter leads to the next, or is cut short, until the talk has the lines asked for. */
function fitDialogue({ random, language, lines }: Cast, names: Names): Dialogue {
  const dialogue = writeDialogue(random, language, names)
  if (lines === undefined) return dialogue
  const said = [...dialogue.lines]
  while (said.length < lines) {
    const next = writeDialogue(random, language, names)
    said.push({ by: 'contact', text: next.opening }, ...next.lines)
  }
  return { ...dialogue, lines: said.slice(0, Math.max(1, lines)) }
}

function composeBotTalk({ random, language }: Cast, names: Names, isOver: boolean): Step[] {
  const { asks, answer } = writeQuestion(random, language, names)
  const steps: Step[] = [
    said(0, 'contact', asks),
    said(second, 'bot', language.bot.greeting),
    said(random.between(1, 3) * second, 'bot', answer),
  ]
  if (!isOver) return random.chance(0.5) ? steps : steps.slice(0, 2)
  if (random.chance(0.65))
    steps.push(said(random.between(8, 70) * second, 'contact', random.pick(language.thanks)))
  const endReason = random.chance(0.7) ? 'bot_ended' : 'inactivity'
  const waitMs = endReason === 'bot_ended' ? 2 * minute : 30 * minute
  return [...steps, { waitMs, do: 'end', by: endReason === 'bot_ended' ? 'bot' : 'system', endReason }]
}

const handoffReasons = [
  'Asked for a person',
  'The bot did not know the answer',
  'Needs the order changed',
  'Complaint',
]

function openWithBot({ random, language, teamIds }: Cast, { team, opening, tellsOrder }: Dialogue): Step[] {
  const { greeting, asks, handsOff } = language.bot
  return [
    said(0, 'contact', opening),
    said(second, 'bot', greeting),
    ...(random.chance(0.7)
      ? [said(2 * second, 'bot', asks), said(random.between(9, 80) * second, 'contact', tellsOrder)]
      : []),
    said(2 * second, 'bot', handsOff),
    { waitMs: 0, do: 'hand_off', reason: random.pick(handoffReasons), teamId: teamIds[team] },
  ]
}

function openInQueue(random: Random, { opening, tellsOrder }: Dialogue): Step[] {
  const more = random.chance(0.35) ? [said(random.between(6, 60) * second, 'contact', tellsOrder)] : []
  return [said(0, 'contact', opening), ...more]
}

/** Nobody came in time. */
function giveUp(random: Random): Step[] {
  const hasLeft = random.chance(0.35)
  const again: Step[] = random.chance(0.5)
    ? [said(random.between(2, 9) * minute, 'contact', random.pick(['?', '…', '??']))]
    : []
  return hasLeft
    ? [
        ...again,
        { waitMs: random.between(1, 6) * minute, do: 'end', by: 'contact', endReason: 'contact_left' },
      ]
    : [
        ...again,
        { waitMs: random.between(15, 40) * minute, do: 'end', by: 'system', endReason: 'abandoned_in_queue' },
      ]
}

function take({ random, patience }: Cast, { id }: Colleague): Step {
  const waitMs = Math.round(random.between(6, random.chance(0.15) ? 600 : 110) * second * patience)
  return { waitMs, do: 'take', agentId: id, how: random.chance(0.7) ? 'open' : 'take' }
}

const transferNotes = [
  'Could you take this one? The order is from before the warehouse moved.',
  'Speaks your language better than mine.',
  'I have promised an answer by tomorrow morning, sorry for the short notice.',
  'Second time this week. Please look at the earlier sessions first.',
  'Needs a decision on the voucher.',
]
const notes = [
  'Parcel was scanned twice in the Brno warehouse.',
  'Courier confirms by phone, no written answer yet.',
  'Gave a voucher for the next order.',
  'Third size mix-up from the same batch.',
]

function composeTalk(cast: Cast, { lines }: Dialogue, agent: Colleague): Step[] {
  const { random } = cast
  const steps = lines.map((line) => sayLine(random, line))
  if (random.chance(0.14))
    insertAt(random, steps, { waitMs: 20 * second, do: 'note', text: random.pick(notes) })
  if (random.chance(0.11)) insertAt(random, steps, ...handOver(cast, agent))
  return steps
}

function handOver({ random, agents, teamIds }: Cast, from: Colleague): Step[] {
  const others = agents.filter(({ id }) => id !== from.id)
  const note = random.pick(transferNotes)
  const waitMs = random.between(20, 150) * second
  const receiver = random.pick(others.length > 0 ? others : agents)
  if (random.chance(0.6)) return [{ waitMs, do: 'transfer', to: { agentId: receiver.id }, note }]
  const teamId = random.pick(Object.values(teamIds))
  const taken: Step = {
    waitMs: random.between(10, 240) * second,
    do: 'take',
    agentId: receiver.id,
    how: 'take',
  }
  return [{ waitMs, do: 'transfer', to: { teamId }, note }, taken]
}

/** Somewhere after the first answer, so that whoever hands over has said something. */
function insertAt(random: Random, steps: Step[], ...inserted: readonly Step[]): void {
  steps.splice(random.between(Math.min(1, steps.length), steps.length), 0, ...inserted)
}

function cutAt(random: Random, talk: readonly Step[], opening: readonly Step[]): number {
  const least = Math.min(opening.length + 2, talk.length)
  const at = random.between(least, talk.length)
  // A transfer to a team leaves it waiting, so the cut is behind its taking.
  const isBetween = talk[at - 1]?.do === 'transfer' && talk[at]?.do === 'take'
  return isBetween ? at + 1 : at
}

function finish(cast: Cast, { hold, thanks, farewell }: Dialogue, stage: Stage): Step[] {
  const { random } = cast
  const rest: Step[] = [
    said(random.between(20, 90) * second, 'agent', hold),
    { waitMs: 8 * second, do: 'hold', forMs: random.chance(0.7) ? random.between(40, 400) * minute : null },
  ]
  const goodbye: Step[] = [
    said(random.between(6, 80) * second, 'contact', thanks),
    ...(random.chance(0.75) ? [said(random.between(8, 50) * second, 'agent', farewell)] : []),
  ]
  switch (stage) {
    case 'bot':
    case 'unassigned':
    case 'assigned':
      return []
    case 'on_hold':
      return rest
    case 'wrap_up':
      return [...goodbye, { waitMs: 5 * second, do: 'wrap_up' }]
    case 'ended':
      return [...(random.chance(0.09) ? [...rest, wake(random)] : []), ...conclude(random, goodbye)]
  }
}

const wake = (random: Random): Step => ({ waitMs: random.between(12, 300) * minute, do: 'resume' })

function conclude(random: Random, goodbye: readonly Step[]): Step[] {
  const way = random.weighted([['agent', 80] as const, ['silence', 12] as const, ['contact', 8] as const])
  if (way === 'silence')
    return [{ waitMs: random.between(30, 600) * minute, do: 'end', by: 'system', endReason: 'inactivity' }]
  if (way === 'contact') {
    return [
      ...goodbye.slice(0, 1),
      { waitMs: 9 * second, do: 'end', by: 'contact', endReason: 'contact_left' },
    ]
  }
  const wrapUp: Step[] = random.chance(0.45) ? [{ waitMs: 4 * second, do: 'wrap_up' }] : []
  const waitMs = random.between(wrapUp.length > 0 ? 25 : 5, 180) * second
  return [...goodbye, ...wrapUp, { waitMs, do: 'end', by: 'agent', endReason: 'agent_ended' }]
}

/** People take time to read, and longer for longer lines. */
function sayLine(random: Random, { by, text }: Line): Step {
  const typing = text.length * (by === 'agent' ? 90 : 160)
  return said(Math.round(random.between(6, 45) * second + typing), by, text)
}

const said = (waitMs: number, by: 'contact' | 'agent' | 'bot', text: string): Step => ({
  waitMs,
  do: 'say',
  by,
  text,
})
