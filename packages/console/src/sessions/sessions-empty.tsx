import { can } from '@rapport/domain'
import { Link } from '@tanstack/react-router'
import { List, SearchX } from 'lucide-react'
import { useMe, useMessages } from '../app/index.ts'
import { Button, EmptyState } from '../ui/index.ts'
import { isNarrowed, type SessionsFilter } from './sessions-address.ts'

/** A list without rows: nothing has ever happened, nothing matches, or nothing is in this list at the moment. */
export function SessionsEmpty(props: {
  filter: SessionsFilter
  /** How many sessions there are in the whole workspace; null while it is not known. */
  total: number | null
  onReset: () => void
}) {
  const t = useMessages()
  const { filter, total, onReset } = props
  if (total === 0) return <FirstUse />
  if (isNarrowed(filter)) {
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
      title={t('sessions.none.list', { list: t(`sessions.list.${filter.list}`) })}
      description={t('sessions.none.listDescription')}
      action={<Button onClick={onReset}>{t('sessions.none.showAll')}</Button>}
    />
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
