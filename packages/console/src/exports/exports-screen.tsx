import { useNavigate, useSearch } from '@tanstack/react-router'
import { CalendarPlus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { SettingsPage, useMessages } from '../app/index.ts'
import { Button, Tabs } from '../ui/index.ts'
import type { Exportable } from './exportable.ts'
import { ExportsTable } from './exports-table.tsx'
import type { OpenPlan } from './open-plan.ts'
import { PlanDialogs } from './plan-dialogs.tsx'
import { Plans } from './plans.tsx'

const tabs = ['files', 'plans'] as const

/** One's own exports, and those that are made again and again. */
export function ExportsScreen(props: Exportable): ReactNode {
  const t = useMessages()
  const navigate = useNavigate()
  const search = useSearch({ from: '/shell/settings/exports' })
  const tab = search.tab === 'plans' ? 'plans' : 'files'
  const asked = props.views.find(({ id }) => id === search.view)
  const [chosen, setOpen] = useState<OpenPlan | null>(null)
  const open = chosen ?? (asked === undefined ? null : { what: 'new', viewId: asked.id })
  const close = () => {
    setOpen(null)
    // The view that was asked for in the address has had its dialog.
    if (search.view !== undefined)
      void navigate({ to: '/settings/exports', search: { tab: 'plans' }, replace: true })
  }
  return (
    <SettingsPage
      isWhole
      title={t('exports.page')}
      description={t('exports.page.what')}
      action={
        tab === 'plans' ? (
          <Button
            kind="primary"
            icon={<CalendarPlus size={15} aria-hidden="true" />}
            onClick={() => setOpen({ what: 'new', viewId: null })}
          >
            {t('exports.plan.new')}
          </Button>
        ) : null
      }
    >
      <Tabs
        label={t('exports.page')}
        value={tab}
        onChange={(value) =>
          void navigate({
            to: '/settings/exports',
            search: value === 'files' ? {} : { tab: value },
            replace: true,
          })
        }
        items={tabs.map((value) => ({ value, label: t(`exports.tab.${value}`) }))}
        panel={tab === 'files' ? <ExportsTable /> : <Plans onOpen={setOpen} />}
        className="min-h-0 flex-1"
      />
      {open === null ? null : <PlanDialogs open={open} {...props} onClose={close} />}
    </SettingsPage>
  )
}
