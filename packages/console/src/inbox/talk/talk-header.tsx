import type { Session } from '@rapport/domain'
import { ArrowLeft, ArrowRightLeft, CircleCheck, Ellipsis, PanelRight, Play } from 'lucide-react'
import { type Translate, useMessages, useShortcutLabel } from '../../app/index.ts'
import type { SessionRights } from '../../sessions/index.ts'
import {
  Avatar,
  Button,
  classNames,
  IconButton,
  Menu,
  type MenuEntry,
  StatePill,
  useUiText,
} from '../../ui/index.ts'

/** What the header can set off. */
export type TalkActions = Readonly<{
  onTake(): void
  onTransfer(): void
  onEnd(): void
  onResume(): void
  onBack(): void
  onDetails(): void
}>

/** Who one talks with, how the session stands, and what can be done with it. */
export function TalkHeader(props: {
  name: string
  pictureUrl: string | null
  channel: string
  session: Session
  agentName: string | null
  rights: SessionRights
  actions: TalkActions
  isDetailsOpen: boolean
}) {
  const t = useMessages()
  const text = useUiText()
  const label = useShortcutLabel()
  const { session, rights, actions } = props
  return (
    <header className="@container shrink-0 border-b border-line">
      <div className="flex min-h-13 items-center gap-2.5 px-4 max-lg:px-2">
        <IconButton
          label={t('inbox.back')}
          shortcut={label('escape')}
          icon={<ArrowLeft size={17} className="rtl:rotate-180" />}
          onClick={actions.onBack}
          className="lg:hidden"
        />
        <Avatar name={props.name} pictureUrl={props.pictureUrl} channel={props.channel} size="medium" />
        <div className="min-w-0 flex-1">
          <h2 className="flex items-baseline gap-1.5 leading-5">
            <bdi className="truncate font-bold">{props.name}</bdi>
            <span className="shrink-0 text-small font-normal text-muted @max-2xl:hidden">
              {t('inbox.number', { number: session.number })}
            </span>
          </h2>
          <p className="truncate text-small text-muted @2xl:hidden">
            <bdi className="@max-md:hidden">{t('inbox.number', { number: session.number })}</bdi>
            <span className="@md:hidden">{text(`ui.state.${session.state}`)}</span>
            {props.agentName === null ? null : (
              <>
                {' '}
                · <bdi>{props.agentName}</bdi>
              </>
            )}
          </p>
        </div>
        {props.agentName === null ? null : (
          <bdi className="max-w-40 truncate text-small text-muted @max-2xl:hidden">{props.agentName}</bdi>
        )}
        <span className="flex @max-md:hidden">
          <StatePill state={session.state} />
        </span>
        <HeaderButtons rights={rights} actions={actions} />
        <IconButton
          label={t('inbox.details')}
          shortcut={label(']')}
          pressed={props.isDetailsOpen}
          icon={<PanelRight size={17} className="rtl:-scale-x-100" />}
          onClick={actions.onDetails}
          tooltipSide="bottom"
        />
      </div>
    </header>
  )
}

function HeaderButtons({ rights, actions }: { rights: SessionRights; actions: TalkActions }) {
  const t = useMessages()
  const label = useShortcutLabel()
  const entries = menuEntries(rights, actions, t, label)
  // Four in a row leave a name no room at a width that three fit well.
  const isCrowded = rights.take !== null && rights.canResume
  return (
    <>
      <TakeButton take={rights.take} onTake={actions.onTake} />
      {/* Where there is room for one alone, it is the one that every session comes to. */}
      {rights.canEnd && rights.take === null ? (
        <Button onClick={actions.onEnd} className="@max-md:hidden @xl:hidden">
          {t('sessions.action.end')}
        </Button>
      ) : null}
      <span className={classNames('flex gap-2', isCrowded ? '@max-3xl:hidden' : '@max-xl:hidden')}>
        {rights.canResume ? <Button onClick={actions.onResume}>{t('sessions.action.resume')}</Button> : null}
        {rights.canTransfer ? (
          <Button onClick={actions.onTransfer}>{t('sessions.action.transfer')}</Button>
        ) : null}
        {rights.canEnd ? <Button onClick={actions.onEnd}>{t('sessions.action.end')}</Button> : null}
      </span>
      <MoreMenu entries={entries} className={isCrowded ? '@3xl:hidden' : '@xl:hidden'} />
    </>
  )
}

function TakeButton({ take, onTake }: { take: SessionRights['take']; onTake(): void }) {
  const t = useMessages()
  if (take === null) return null
  return (
    <Button kind={take === 'take' ? 'primary' : 'secondary'} onClick={onTake}>
      {t(take === 'take' ? 'sessions.action.take' : 'sessions.action.takeOver')}
    </Button>
  )
}

/** What has no room of its own. */
function MoreMenu({ entries, className }: { entries: MenuEntry[]; className: string }) {
  const t = useMessages()
  if (entries.length === 0) return null
  return (
    <span className={className}>
      <Menu
        align="end"
        entries={entries}
        trigger={<IconButton label={t('ui.more')} icon={<Ellipsis size={17} />} />}
      />
    </span>
  )
}

function menuEntries(
  rights: SessionRights,
  actions: TalkActions,
  t: Translate,
  label: (keys: string) => string,
): MenuEntry[] {
  const entries: MenuEntry[] = []
  if (rights.canResume)
    entries.push({ label: t('sessions.action.resume'), icon: <Play size={15} />, onSelect: actions.onResume })
  if (rights.canTransfer)
    entries.push({
      label: t('sessions.action.transfer'),
      icon: <ArrowRightLeft size={15} />,
      shortcut: label('t'),
      onSelect: actions.onTransfer,
    })
  if (rights.canEnd)
    entries.push({
      label: t('sessions.action.end'),
      icon: <CircleCheck size={15} />,
      shortcut: label('e'),
      onSelect: actions.onEnd,
    })
  return entries
}
