import type { SessionRow } from '@rapport/contract/light'

/** What stands in the timeline: a day's line, or a session's card. */
export type TimelineItem =
  | Readonly<{ kind: 'day'; at: number }>
  | Readonly<{ kind: 'session'; row: SessionRow }>

const moments: Readonly<Record<string, (row: SessionRow) => number | null>> = {
  started: ({ session }) => session.startedAt,
  activity: ({ session }) => session.lastActivityAt,
  ended: ({ session }) => (session.state === 'ended' ? session.since : null),
}

/**
 * The cards with a line wherever another day begins, by the moment they are sorted by. In an order that is no order in
 * time, days would come and go, so there are none.
 */
export function timelineItems(
  rows: readonly SessionRow[],
  sort: string,
  isSameDay: (a: number, b: number) => boolean,
): readonly TimelineItem[] {
  const momentOf = moments[sort]
  const items: TimelineItem[] = []
  let day: number | null = null
  for (const row of rows) {
    const at = momentOf?.(row) ?? null
    if (at !== null && (day === null || !isSameDay(day, at))) {
      items.push({ kind: 'day', at })
      day = at
    }
    items.push({ kind: 'session', row })
  }
  return items
}
