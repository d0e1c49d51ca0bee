import { isRapportError, mayPass } from '@rapport/sdk'
import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { Button, EmptyState } from '../ui/index.ts'
import { useMessages } from './i18n.tsx'
import { useTitle } from './use-title.ts'

/** What stands in place of a screen that failed: what happened, what is kept, and a way on. */
export function ErrorScreen({ error }: { error: unknown }) {
  const t = useMessages()
  const isUnreachable = isRapportError(error) && mayPass(error)
  // After an update the chunks of the old build are gone; only loading the page again brings the new ones.
  const isUpdated =
    error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)
  return (
    <div
      role="alert"
      className="grid h-full min-h-screen place-content-center justify-items-center gap-1 p-6 text-center"
    >
      <TriangleAlert size={20} aria-hidden="true" className="mb-2 text-danger" />
      <h1 className="text-large font-bold">{t(isUnreachable ? 'app.error.start' : 'app.error.title')}</h1>
      <p className="max-w-105 text-muted">
        {t(
          isUpdated
            ? 'app.error.update'
            : isUnreachable
              ? 'app.error.startDescription'
              : 'app.error.description',
        )}
      </p>
      <div className="mt-4">
        <Button kind="primary" onClick={() => location.reload()}>
          {t('app.error.reload')}
        </Button>
      </div>
      {isUnreachable || isUpdated ? null : (
        <details className="mt-4 max-w-140 text-start text-small text-faint">
          <summary>{t('app.error.details')}</summary>
          <pre
            dir="ltr"
            className="mt-2 max-h-60 overflow-auto rounded-base bg-sunken p-3 font-code whitespace-pre-wrap"
          >
            {error instanceof Error ? (error.stack ?? error.message) : String(error)}
          </pre>
        </details>
      )}
    </div>
  )
}

/** An address that leads nowhere. */
export function NotFoundScreen() {
  const t = useMessages()
  useTitle(t('app.notFound.title'))
  return (
    <main className="h-full min-h-screen">
      <EmptyState
        isWholePage
        title={t('app.notFound.title')}
        description={t('app.notFound.description')}
        action={
          <Link
            to="/inbox/{-$list}/{-$conversationId}"
            params={{}}
            className="inline-flex h-7.5 items-center rounded-control bg-accent px-3 font-medium text-accent-text"
          >
            {t('app.notFound.action')}
          </Link>
        }
      />
    </main>
  )
}
