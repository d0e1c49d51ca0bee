import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useMessages, useTitle } from '../../app/index.ts'
import { NotHere } from '../not-here.tsx'
import { useQueues } from '../use-quality.ts'
import { QueueForm } from './queue-form.tsx'

/** One review queue to be made or changed, with what it would draw. */
export function QueueScreen() {
  const t = useMessages()
  const { queueId } = useParams({ from: '/shell/quality/queues/$queueId' })
  const { queues, ...loading } = useQueues()
  const isNew = queueId === 'new'
  const queue = queues.find(({ id }) => id === queueId) ?? null
  useTitle(queue?.name ?? t(isNew ? 'quality.newQueue' : 'quality.title'))
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-200 grid-cols-1 gap-4 px-4 py-3">
        <header>
          <Link
            to="/quality"
            search={{ tab: 'queues' }}
            className="-ms-1 inline-flex min-h-6 items-center gap-1 rounded-small px-1 text-muted hover:text-text"
          >
            <ArrowLeft size={14} aria-hidden="true" className="rtl:rotate-180" />
            {t('quality.tab.queues')}
          </Link>
          <h1 className="text-large font-bold wrap-anywhere">
            {isNew ? t('quality.newQueue') : <bdi>{queue?.name ?? ''}</bdi>}
          </h1>
        </header>
        {isNew || queue !== null ? (
          <QueueForm key={queue?.id ?? 'new'} queue={queue} />
        ) : (
          <NotHere {...loading} gone={t('quality.noQueue')} />
        )}
      </div>
    </div>
  )
}
