import type { Session } from '@rapport/domain'
import { ArrowLeft, ArrowRightLeft, Ban, CircleCheck, Ellipsis, PanelRight, Play } from 'lucide-react'
import { type Translate, useMessages, useShortcutLabel } from '../../app/index.ts'
import { BannedBadge, type SessionActions } from '../../sessions/index.ts'
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

/** Who one talks with, how the session stands, and what can be done with it. */
export function TalkHeader(props: {
  name: string
  pictureUrl: string | null
  channel: string
  session: Session
  isContactBanned: boolean
  agentName: string | null
  actions: SessionActions
  onBack(): void
  onDetails(): void
  isDetailsOpen: boolean
}) {
  const t = useMessages()
  const text = useUiText()
  const label = useShortcutLabel()
  const { session, actions } = props
  return (
    <header className="@container shrink-0 border-b border-line">
      <div className="flex min-h-13 items-center gap-2.5 px-4 max-lg:px-2">
        <IconButton
          label={t('inbox.back')}
          shortcut={label('escape')}
          icon={<ArrowLeft size={17} className="rtl:rotate-180" />}
          onClick={props.onBack}
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
        <BannedBadge contactId={session.contactId} isTold={props.isContactBanned} />
        <HeaderButtons actions={actions} />
        <IconButton
          label={t('inbox.details')}
          shortcut={label(']')}
          pressed={props.isDetailsOpen}
          icon={<PanelRight size={17} className="rtl:-scale-x-100" />}
          onClick={props.onDetails}
          tooltipSide="bottom"
        />
      </div>
    </header>
  )
}

function HeaderButtons({ actions }: { actions: SessionActions }) {
  const t = useMessages()
  const { rights } = actions
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
      <MoreActions actions={actions} isCrowded={isCrowded} />
    </>
  )
}

function TakeButton({ take, onTake }: { take: SessionActions['rights']['take']; onTake(): void }) {
  const t = useMessages()
  if (take === null) return null
  return (
    <Button kind={take === 'take' ? 'primary' : 'secondary'} onClick={onTake}>
      {t(take === 'take' ? 'sessions.action.take' : 'sessions.action.takeOver')}
    </Button>
  )
}

/** What has no room of its own: all of it in a narrow pane, and what is rare in any. */
function MoreActions({ actions, isCrowded }: { actions: SessionActions; isCrowded: boolean }) {
  const t = useMessages()
  const label = useShortcutLabel()
  const { common, rare } = menuEntries(actions, t, label)
  if (common.length + rare.length === 0) return null
  const trigger = <IconButton label={t('ui.more')} icon={<Ellipsis size={17} />} />
  const isNarrow = isCrowded ? '@3xl:hidden' : '@xl:hidden'
  const isRoomy = isCrowded ? '@max-3xl:hidden' : '@max-xl:hidden'
  return (
    <>
      <span className={isNarrow}>
        <Menu align="end" entries={[...common, ...rare]} trigger={trigger} />
      </span>
      {rare.length === 0 ? null : (
        <span className={isRoomy}>
          <Menu align="end" entries={rare} trigger={trigger} />
        </span>
      )}
    </>
  )
}

function menuEntries(actions: SessionActions, t: Translate, label: (keys: string) => string) {
  const { rights } = actions
  const common: MenuEntry[] = []
  if (rights.canResume)
    common.push({
      label: t('sessions.action.resume'),
      icon: <Play size={15} />,
      onSelect: actions.onResume,
    })
  if (rights.canTransfer)
    common.push({
      label: t('sessions.action.transfer'),
      icon: <ArrowRightLeft size={15} />,
      shortcut: label('t'),
      onSelect: actions.onTransfer,
    })
  if (rights.canEnd)
    common.push({
      label: t('sessions.action.end'),
      icon: <CircleCheck size={15} />,
      shortcut: label('e'),
      onSelect: actions.onEnd,
    })
  const rare: MenuEntry[] = actions.mayBan
    ? [{ label: t('sessions.action.ban'), icon: <Ban size={15} />, onSelect: actions.onBan }]
    : []
  return { common, rare }
}
