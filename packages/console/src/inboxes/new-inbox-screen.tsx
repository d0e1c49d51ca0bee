import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { SettingsPage, useMessages } from '../app/index.ts'
import { ChannelGlyph } from '../ui/index.ts'
import { ChannelSecrets } from './channel-secrets.tsx'
import { InboxEditor } from './inbox-editor.tsx'
import { type InboxKind, inboxKinds } from './inbox-values.ts'
import type { MadeInbox } from './use-inbox-form.ts'

/** A new inbox: first of which kind, then its form, then what is shown this once. */
export function NewInboxScreen() {
  const t = useMessages()
  const navigate = useNavigate()
  const search = useSearch({ from: '/shell/settings/inboxes/new' })
  const kind = inboxKinds.find((one) => one === search.kind)
  const [made, setMade] = useState<MadeInbox | null>(null)
  const open = ({ inbox }: MadeInbox) =>
    void navigate({ to: '/settings/inboxes/$inboxId', params: { inboxId: inbox.id }, replace: true })
  if (made?.secrets) {
    return (
      <SettingsPage title={made.inbox.name} back={{ label: t('inboxes.back'), to: '/settings/inboxes' }}>
        <ChannelSecrets inbox={made.inbox} secrets={made.secrets} onDone={() => open(made)} />
      </SettingsPage>
    )
  }
  if (kind === undefined) return <KindChoice />
  return (
    <InboxEditor
      key={kind}
      inbox={null}
      kind={kind}
      onMade={(one) => (one.secrets === null ? open(one) : setMade(one))}
    />
  )
}

function KindChoice() {
  const t = useMessages()
  return (
    <SettingsPage
      title={t('inboxes.new')}
      description={t('inboxes.kindWhy')}
      back={{ label: t('inboxes.back'), to: '/settings/inboxes' }}
    >
      <ul className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        {inboxKinds.map((kind) => (
          <li key={kind}>
            <KindCard kind={kind} />
          </li>
        ))}
      </ul>
    </SettingsPage>
  )
}

function KindCard({ kind }: { kind: InboxKind }) {
  const t = useMessages()
  return (
    <Link
      to="/settings/inboxes/new"
      search={{ kind }}
      className="flex h-full items-start gap-3 rounded-large border border-line bg-surface p-4 hover:border-line-strong hover:bg-hover"
    >
      <ChannelGlyph kind={kind} size={20} isDecoration className="mt-0.5" />
      <span className="grid min-w-0 flex-1 gap-1">
        <span className="font-strong">{t(`inboxes.kind.${kind}`)}</span>
        <span className="text-muted">{t(`inboxes.kindHint.${kind}`)}</span>
      </span>
      <ChevronRight size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-faint rtl:rotate-180" />
    </Link>
  )
}
