import { durationMs, instant } from '@rapport/domain'
import { useState } from 'react'
import { useMe, useMessages } from '../../app/index.ts'
import { useFormats, useUiLocale } from '../../ui/index.ts'
import { pickTags, useTags } from '../marks/use-tags.ts'
import type { SessionRecord } from '../merge-record.ts'
import { contactName, holderName } from '../session-columns.tsx'

/** What stands at the top of the paper: which session, whose, when, and what it was about. */
export function PrintHead({ record, title }: { record: SessionRecord; title: string }) {
  const t = useMessages()
  const formats = useFormats()
  const { workspace } = useMe()
  const [now] = useState(Date.now)
  const { row, session } = record
  const { timeZone: zone = Intl.DateTimeFormat().resolvedOptions().timeZone } = useUiLocale()
  const tags = pickTags(session.tagIds, useTags().byId)
  const facts = [
    [t('sessions.print.contact'), contactName(row, t)],
    [t('sessions.print.address'), row.about.email],
    [t('sessions.print.agent'), holderName(row)],
    [t('sessions.print.inbox'), row.inbox.name],
    [t('sessions.print.started'), formats.moment(session.startedAt)],
    [
      t('sessions.print.ended'),
      session.state === 'ended' ? formats.moment(session.since) : t('sessions.print.running'),
    ],
    [t('sessions.print.tags'), tags.map(({ path }) => path).join(', ') || null],
    [t('sessions.print.duration'), formats.duration(durationMs(session, instant(now)))],
  ] as const
  return (
    <header className="grid gap-3 border-b border-line-strong pb-4">
      <p className="text-small text-faint">
        <bdi>
          {t('sessions.print.printed', { workspace: workspace.name, when: formats.moment(now), zone })}
        </bdi>
      </p>
      <h1 className="text-[20px] leading-7 font-bold">
        <bdi>{title}</bdi>
      </h1>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-1 max-sm:grid-cols-1">
        {facts.map(([term, value]) =>
          value === null ? null : (
            <div key={term} className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-2">
              <dt className="text-muted">{term}</dt>
              <dd className="min-w-0 wrap-anywhere">
                <bdi>{value}</bdi>
              </dd>
            </div>
          ),
        )}
      </dl>
      {row.summary ? (
        <p dir="auto" className="wrap-anywhere">
          {row.summary}
        </p>
      ) : null}
    </header>
  )
}
