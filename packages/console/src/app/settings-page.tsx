import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../ui/index.ts'
import { useMessages } from './i18n.tsx'
import { useTitle } from './use-title.ts'

/** What every page of the settings takes. */
export type SettingsPageProps = Readonly<{
  title: string
  description?: ReactNode
  /** Beside the heading: a state, a mark. */
  badge?: ReactNode
  action?: ReactNode
  /** The page this one is a part of. */
  back?: Readonly<{ label: string; to: '/settings/inboxes' | '/settings/webhooks' }>
  /** Takes the whole pane and scrolls within: for long tables. Otherwise it is a column of reading width. */
  isWhole?: boolean
  children: ReactNode
}>

/** The frame every page of the settings shares: a heading, a sentence, the main button, then the content. */
export function SettingsPage(props: SettingsPageProps) {
  const t = useMessages()
  useTitle(`${props.title} · ${t('app.settings.title')}`)
  return (
    <div className={props.isWhole ? 'h-full' : 'h-full overflow-y-auto'}>
      <div
        className={classNames(
          'px-6 py-4 max-sm:px-4',
          props.isWhole
            ? 'flex h-full min-h-0 flex-col gap-4 pb-0'
            : 'mx-auto grid max-w-200 grid-cols-1 gap-5',
        )}
      >
        <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-60 flex-1">
            {props.back ? <BackLink {...props.back} /> : null}
            <div className="flex min-w-0 flex-wrap items-center gap-x-2.5">
              <h1 className="min-w-0 text-large leading-7.5 font-bold wrap-anywhere">{props.title}</h1>
              {props.badge}
            </div>
            {props.description ? <div className="max-w-140 text-muted">{props.description}</div> : null}
          </div>
          {props.action}
        </header>
        {props.children}
      </div>
    </div>
  )
}

function BackLink({ label, to }: NonNullable<SettingsPageProps['back']>) {
  return (
    <Link
      to={to}
      className="-ms-1 inline-flex min-h-6 items-center gap-1 rounded-small px-1 text-muted hover:text-text"
    >
      <ArrowLeft size={14} aria-hidden="true" className="rtl:rotate-180" />
      {label}
    </Link>
  )
}

/** One part of a page of the settings: a hairline, what it is about, and why one would change it. */
export function SettingsSection(props: {
  title: string
  description?: string
  action?: ReactNode
  children?: ReactNode
}) {
  return (
    <section className="grid grid-cols-1 gap-3 border-t border-line pt-4">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-60 flex-1">
          <h2 className="font-strong">{props.title}</h2>
          {props.description ? <p className="max-w-140 text-muted">{props.description}</p> : null}
        </div>
        {props.action}
      </div>
      {props.children}
    </section>
  )
}
