import { useNavigate } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useMay, useMessages, withWords } from '../../app/index.ts'
import { Button, Menu } from '../../ui/index.ts'
import type { SessionsPage } from '../use-sessions-page.ts'

const ExportMany = lazy(
  withWords(() => import('./export-many.tsx').then((part) => ({ default: part.ExportMany }))),
)

/** At the head of the list: everything that matches as a file, one's exports, and those planned. Only for whoever may export. */
export function ExportMenu({ page }: { page: SessionsPage }) {
  const t = useMessages()
  const navigate = useNavigate()
  const mayExport = useMay('exports.create')
  const [isAsked, setIsAsked] = useState(false)
  const { view, columns, query } = page
  if (!mayExport) return null
  return (
    <>
      <Menu
        label={t('sessions.export')}
        align="end"
        entries={[
          {
            label: t('sessions.export.matching'),
            isDisabled: page.filter.read.status !== 'read',
            onSelect: () => setIsAsked(true),
          },
          'separator',
          ...(view === null
            ? []
            : [
                {
                  label: t('sessions.export.plan'),
                  onSelect: () =>
                    void navigate({ to: '/settings/exports', search: { tab: 'plans', view: view.id } }),
                },
              ]),
          { label: t('sessions.exports'), onSelect: () => void navigate({ to: '/settings/exports' }) },
        ]}
        trigger={
          <Button icon={<Download size={14} aria-hidden="true" />} aria-label={t('sessions.export')}>
            <span className="max-xl:sr-only">{t('sessions.export')}</span>
          </Button>
        }
      />
      {isAsked ? (
        <Suspense>
          <ExportMany
            chosen={allMatching}
            query={query}
            shown={columns.shown}
            name={view?.name}
            onClose={() => setIsAsked(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}

const allMatching = { covers: 'matching', ids: new Set<never>() } as const
