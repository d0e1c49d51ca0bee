import type { Endpoint } from '@rapport/contract'
import type { AuditSubject, NewAuditEntry } from './record-audit.ts'

/**
 * The entry of a write, made of what its endpoint declares, what was asked and what was answered; null where nothing is
 * declared. Of what was asked it keeps which settings were spoken of, and only those values that are known to hold no
 * secret: names, kinds, choices.
 */
export function describeWrite({ audit }: Endpoint, input: unknown, answer: unknown): NewAuditEntry | null {
  if (audit === undefined) return null
  const asked = isRecord(input) ? input : {}
  const subject = subjectOf(audit, asked, answer)
  const isPlace = ([key, value]: [string, unknown]) => key === 'clientId' || value === subject?.id
  const spoken = Object.fromEntries(Object.entries(asked).filter((entry) => !isPlace(entry)))
  const facts = { ...plainFacts(spoken), ...numbersIn(answer) }
  return { action: audit, subject, details: { asked: Object.keys(spoken), ...facts } }
}

/**
 * The number people know a session by, where that is what was answered: of one that is gone it tells which it was. And of
 * how many sessions a batch was begun.
 */
const numbersIn = (answer: unknown): Readonly<Record<string, unknown>> =>
  isRecord(answer)
    ? Object.fromEntries(
        Object.entries(answer).filter(
          ([key, value]) =>
            ['number', 'total', 'created', 'existing'].includes(key) && typeof value === 'number',
        ),
      )
    : {}

/** What was written: the id of the action's noun as it was asked for, or of what came of it. */
function subjectOf(
  action: string,
  asked: Readonly<Record<string, unknown>>,
  answer: unknown,
): AuditSubject | null {
  const [kind = ''] = action.split('.')
  const noun = kind.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  const given = asked[`${noun}Id`]
  const id = typeof given === 'string' ? given : idIn(answer, noun)
  return id === null ? null : { kind, id }
}

/** The id in an answer: of the part that is called by the noun, of the answer itself, or of the one thing it shows. */
function idIn(answer: unknown, noun: string): string | null {
  if (!isRecord(answer)) return null
  const shown = [answer[noun], answer, ...Object.values(answer)].find(hasId)
  return shown?.id ?? null
}

const hasId = (value: unknown): value is Readonly<{ id: string }> =>
  isRecord(value) && typeof value.id === 'string'

// Words for people, and choices from lists. An address, a token or a text of the workspace's own is not among them.
const plain = new Set([
  ...['name', 'displayName', 'kind', 'scope', 'side', 'role', 'colour', 'choices', 'requiredOnEnd'],
  ...['startsIn', 'purpose', 'scopes', 'days', 'email', 'reason', 'until', 'state', 'endReason', 'outcome'],
  ...['takeMode', 'confirmEnd', 'historicalAfterDays', 'agentsMay', 'timeZone', 'outcomes', 'texts', 'do'],
  ...['parentId', 'position', 'into', 'within', 'isExclusive', 'isRequired', 'writers', 'dryRun'],
  ...['oldSecretHours', 'eventTypes', 'expected', 'endRequires', 'tag', 'agentIds', 'teamIds', 'inboxIds'],
])
const charactersMax = 200
const itemsMax = 50

/** The values that may be kept, from the input and one level into it: settings stand in an object of theirs. */
function plainFacts(asked: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const facts: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(asked)) {
    if (isRecord(value)) Object.assign(facts, plainFacts(value))
    else if (plain.has(key) && isPlain(value)) facts[key] = shorten(value)
  }
  return facts
}

const isPlain = (value: unknown): boolean =>
  value === null ||
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((item) => typeof item === 'string'))

function shorten(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, itemsMax).map(shorten)
  return typeof value === 'string' ? value.slice(0, charactersMax).toWellFormed() : value
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
