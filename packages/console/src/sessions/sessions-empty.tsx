import { can } from '@rapport/domain'
import { Link } from '@tanstack/react-router'
import { Hourglass, List, SearchX, TriangleAlert } from 'lucide-react'
import { useMe, useMessages } from '../app/index.ts'
import { Button, EmptyState } from '../ui/index.ts'
import type { TabList } from './sessions-address.ts'

/** What an empty list may offer, and why it is empty. */
export type SessionsEmptyProps = Readonly<{
  list: TabList
  hasFilter: boolean
  /** How many sessions there are in the whole workspace; null while it is not known. */
  total: number | null
  onReset: () => void
}>

/** A list without rows: nothing has ever happened, nothing matches, or nothing is in this list at the moment. */
export function SessionsEmpty({ list, hasFilter, total, onReset }: SessionsEmptyProps) {
  const t = useMessages()
  if (total === 0) return <FirstUse />
  if (hasFilter) {
    return (
      <EmptyState
        icon={<SearchX size={20} aria-hidden="true" />}
        title={t('sessions.none.title')}
        action={<Button onClick={onReset}>{t('sessions.filter.reset')}</Button>}
      />
    )
  }
  return (
    <EmptyState
      icon={<List size={20} aria-hidden="true" />}
      title={t('sessions.none.list', { list: t(`sessions.list.${list}`) })}
      description={t('sessions.none.listDescription')}
      action={<Button onClick={onReset}>{t('sessions.none.showAll')}</Button>}
    />
  )
}

/** A filter that cannot be read shows no sessions at all: what it meant is for whoever wrote it to say. */
export function WrongFilterEmpty() {
  const t = useMessages()
  return (
    <EmptyState
      icon={<TriangleAlert size={20} aria-hidden="true" />}
      title={t('sessions.filter.wrong')}
      description={t('sessions.filter.wrongNone')}
    />
  )
}

/** The server gave up looking: the way on is a shorter time, which one press adds. */
export function TooSlow({ onNarrow }: { onNarrow: () => void }) {
  const t = useMessages()
  return (
    <div role="alert">
      <EmptyState
        icon={<Hourglass size={20} aria-hidden="true" />}
        title={t('sessions.filter.tooSlow')}
        description={t('sessions.filter.tooSlowHow')}
        action={<Button onClick={onNarrow}>{t('sessions.filter.lastMonth')}</Button>}
      />
    </div>
  )
}

function FirstUse() {
  const t = useMessages()
  const { role } = useMe()
  return (
    <EmptyState
      icon={<List size={20} aria-hidden="true" />}
      title={t('sessions.first.title')}
      description={t('sessions.first.description')}
      action={
        can(role, 'inboxes.manage') ? (
          <Link
            to="/settings/inboxes"
            className="inline-flex h-7.5 items-center rounded-control bg-accent px-2.75 font-medium text-accent-text hover:bg-accent-strong"
          >
            {t('sessions.first.connect')}
          </Link>
        ) : null
      }
    />
  )
}
