import { packStretch } from '../../platform/zip/index.ts'
import type { ExportedSession, ExportHead, Part } from '../format.ts'
import { type PageStretch, widened } from './plan-pages.ts'
import { type Files, writeSession } from './write-session.ts'

const usualLetters = 256 * 1024
const largestLetters = 1024 * 1024
/** Pages are cut between stretches, so a page falls short of its limit by fewer sessions than this. */
const sessionsMax = 200

type Waiting = Pick<PageStretch, 'opens' | 'sessions' | 'numbers' | 'moments'> & {
  texts: string[]
  letters: number
}

const nothing = (opens: boolean): Waiting => ({
  opens,
  sessions: 0,
  numbers: null,
  moments: null,
  texts: [],
  letters: 0,
})

/** The sessions of a part as packed stretches, cut between sessions where one is not too large for that. */
export async function* packSessions(
  head: ExportHead,
  part: Part & Readonly<{ sessionsMax: number }>,
  files: Files,
  stretches: PageStretch[],
): AsyncGenerator<Uint8Array> {
  const started = head.columns.findIndex(({ name }) => name === 'started')
  const perStretch = Math.min(sessionsMax, part.sessionsMax)
  let waiting = nothing(true)

  async function pack({ texts, letters, ...told }: Waiting): Promise<Uint8Array> {
    const { packed, sum } = await packStretch(Buffer.from(texts.join('')))
    stretches.push({ ...told, ...sum })
    return packed
  }

  let place = part.first
  for await (const session of part.sessions) {
    for await (const { opens, text } of writeSession(head, { ...session, place }, files)) {
      if (isFull(waiting, opens, perStretch)) {
        yield await pack(waiting)
        waiting = nothing(opens)
      }
      waiting.texts.push(text)
      waiting.letters += text.length
      if (opens) waiting = counted(waiting, session, started)
    }
    place += 1
  }
  if (waiting.texts.length > 0) yield await pack(waiting)
}

/** Before a session, a page may be cut; inside of one it is only so that a large one does not wait in memory. */
function isFull(
  { opens, sessions, texts, letters }: Waiting,
  beforeSession: boolean,
  perStretch: number,
): boolean {
  if (texts.length === 0) return false
  if (!beforeSession) return letters >= largestLetters
  return letters >= usualLetters || sessions >= perStretch || !opens
}

function counted(waiting: Waiting, { number, cells, lines }: ExportedSession, started: number): Waiting {
  const cell = cells[started]
  const at = cell?.kind === 'moment' ? cell.at : lines[0]?.at
  return {
    ...waiting,
    sessions: waiting.sessions + 1,
    numbers: widened(waiting.numbers, [number, number]),
    moments: at === undefined ? waiting.moments : widened(waiting.moments, [at, at]),
  }
}
