import type { SessionTranscript } from '@rapport/contract/light'
import { instant, type RecordedEvent } from '@rapport/domain'
import { expect, test } from 'vitest'
import { mergeRecord } from './merge-record.ts'
import { aMessageView } from './testing/a-message-view.ts'
import { aSessionRow, idOf } from './testing/a-session-row.ts'
import { flaggedIn } from './thread/thread-items.ts'
import { addPage, partHere } from './transcript-pages.ts'

const aPage = (versions: readonly number[], change: Partial<SessionTranscript> = {}): SessionTranscript => ({
  epoch: 'e',
  position: 0,
  row: aSessionRow(1, { version: 9 }),
  events: [],
  messages: versions.map((version) => aMessageView({ id: idOf(version), version })),
  notes: [],
  people: [],
  earlier: true,
  later: true,
  isContactBanned: false,
  ...change,
})
const versions = ({ messages }: SessionTranscript) => messages.map(({ version }) => version)

test('pages on either side join in order, each message once', () => {
  const middle = aPage([4, 5, 6])
  expect(versions(addPage(middle, aPage([2, 3, 4]), 'before'))).toEqual([2, 3, 4, 5, 6])
  expect(versions(addPage(middle, aPage([6, 7]), 'after'))).toEqual([4, 5, 6, 7])
})

test('a page says only of its own side whether there is more', () => {
  const first = addPage(aPage([4]), aPage([2, 3], { earlier: false, later: true }), 'before')
  expect([first.earlier, first.later]).toEqual([false, true])
  const last = addPage(first, aPage([5], { earlier: true, later: false }), 'after')
  expect([last.earlier, last.later]).toEqual([false, false])
})

test('an old page that comes late does not take the session back', () => {
  const old = aPage([1], { row: aSessionRow(1, { version: 3 }) })
  expect(addPage(aPage([4]), old, 'before').row.session.version).toBe(9)
})

test('what happened on pages that are not here is not told as if nothing had been said between', () => {
  const tagged = (version: number): RecordedEvent => ({
    version,
    at: instant(version),
    event: { type: 'session.tagged', tagIds: [], by: { kind: 'system' } },
  })
  const page = aPage([4, 6], { events: [tagged(2), tagged(5), tagged(8)] })
  const shown = (change: Partial<SessionTranscript>) => {
    const snapshot = {
      ...page,
      ...change,
      messages: page.messages.map((one) => ({ ...one, sessionId: idOf(1) as never })),
    }
    const record = mergeRecord({ row: page.row, snapshot, conversation: null })
    return partHere(record).events.map(({ recorded }) => recorded.version)
  }
  expect(shown({})).toEqual([5])
  expect(shown({ earlier: false })).toEqual([2, 5])
  expect(shown({ earlier: false, later: false })).toEqual([2, 5, 8])
})

test('a message is known to be flagged, though the flag came after the last message here', () => {
  const flag = { type: 'session.flagged', messageId: idOf(4) as never, wordIds: [] } as const
  const snapshot = aPage([4, 5], { events: [{ version: 8, at: instant(8), event: flag }] })
  const { content } = mergeRecord({ row: snapshot.row, snapshot, conversation: null })
  expect([...flaggedIn(content.events)]).toEqual([idOf(4)])
})
