import type { MessageId, Session } from '@rapport/domain'
import { Link, useRouter } from '@tanstack/react-router'
import {
  ArrowRightLeft,
  Ban,
  CircleCheck,
  Download,
  Ellipsis,
  Mail,
  Play,
  Printer,
  Trash2,
} from 'lucide-react'
import { useMe, useMessages, useShortcutLabel } from '../../app/index.ts'
import { Button, IconButton, Menu, type MenuEntry } from '../../ui/index.ts'
import type { SessionActions } from './use-session-actions.ts'
import type { SessionTalk } from './use-session-talk.ts'

/** What can be done with a session that is being read: answer it or write first, pass it on, end it, go where it happens. */
export function SessionButtons({
  session,
  talk,
  messageId,
}: {
  session: Session
  talk: SessionTalk
  /** The message one came for; the conversation opens at it. */
  messageId: MessageId | null
}) {
  const t = useMessages()
  const { actions, isEnded, mayAnswer } = talk
  const { rights } = actions
  const isCrowded = rights.take !== null
  const whereRoomy = isCrowded ? '@max-xl:hidden' : '@max-md:hidden'
  return (
    <div className="@container min-w-0 flex-1">
      <div className="flex flex-wrap items-center gap-2">
        {mayAnswer ? (
          <Button kind={isEnded ? 'secondary' : 'primary'} onClick={() => talk.write('reply')}>
            {t(isEnded ? 'sessions.action.contactClient' : 'sessions.action.reply')}
          </Button>
        ) : null}
        {rights.take === null ? null : (
          <Button onClick={actions.onTake}>
            {t(rights.take === 'take' ? 'sessions.action.take' : 'sessions.action.takeOver')}
          </Button>
        )}
        {rights.canTransfer ? (
          <Button onClick={actions.onTransfer} className={whereRoomy}>
            {t('sessions.action.transfer')}
          </Button>
        ) : null}
        {rights.canEnd ? (
          <Button onClick={actions.onEnd} className={whereRoomy}>
            {t('sessions.action.end')}
          </Button>
        ) : null}
        <ConversationLink session={session} messageId={messageId} />
        <MoreActions session={session} actions={actions} isCrowded={isCrowded} />
      </div>
    </div>
  )
}

/** The way to the whole conversation in the inbox, at this session. */
function ConversationLink({ session, messageId }: { session: Session; messageId: MessageId | null }) {
  const t = useMessages()
  return (
    <Link
      to="/inbox/{-$list}/{-$conversationId}"
      params={{
        list: session.state === 'ended' ? 'ended' : 'active',
        conversationId: session.conversationId,
      }}
      search={{ session: session.id, ...(messageId === null ? {} : { message: messageId }) }}
      className="inline-flex h-7.5 items-center rounded-control border border-line bg-surface px-2.75 font-medium whitespace-nowrap hover:bg-hover"
    >
      {t('sessions.action.goToConversation')}
    </Link>
  )
}

function MoreActions(props: { session: Session; actions: SessionActions; isCrowded: boolean }) {
  const t = useMessages()
  const { isCrowded } = props
  const { common, rare: others } = useEntries(props.actions)
  const keeping = useKeeping(props)
  const rare: readonly MenuEntry[] = others.length === 0 ? keeping : [...keeping, 'separator', ...others]
  const trigger = <IconButton label={t('ui.more')} icon={<Ellipsis size={17} aria-hidden="true" />} />
  if (common.length + rare.length === 0) return null
  return (
    <>
      <span className={isCrowded ? '@xl:hidden' : '@md:hidden'}>
        <Menu align="end" entries={[...common, ...rare]} trigger={trigger} />
      </span>
      {rare.length === 0 ? null : (
        <span className={isCrowded ? '@max-xl:hidden' : '@max-md:hidden'}>
          <Menu align="end" entries={rare} trigger={trigger} />
        </span>
      )}
    </>
  )
}

/** What makes something to keep or to give away of the session: a file, paper, a letter. */
function useKeeping({ session, actions }: { session: Session; actions: SessionActions }): MenuEntry[] {
  const t = useMessages()
  const router = useRouter()
  const { sendsMail } = useMe()
  const print = () => {
    const { href } = router.buildLocation({
      to: '/sessions/$sessionId/print',
      params: { sessionId: session.id },
    })
    window.open(href, '_blank', 'noopener')
  }
  const given: MenuEntry[] = actions.mayExport
    ? [
        { label: t('sessions.action.export'), icon: <Download size={15} />, onSelect: actions.onExport },
        {
          label: t('sessions.action.mail'),
          icon: <Mail size={15} />,
          onSelect: actions.onMail,
          ...(sendsMail ? {} : { isDisabled: true, hint: t('sessions.action.mailNot') }),
        },
      ]
    : []
  return [...given, { label: t('sessions.action.print'), icon: <Printer size={15} />, onSelect: print }]
}

/** What has a button where there is room, and what is rare enough to stand in the menu alone. */
function useEntries(actions: SessionActions) {
  const t = useMessages()
  const keys = useShortcutLabel()
  const { rights } = actions
  const common: MenuEntry[] = []
  const rare: MenuEntry[] = []
  if (rights.canTransfer)
    common.push({
      label: t('sessions.action.transfer'),
      icon: <ArrowRightLeft size={15} />,
      shortcut: keys('t'),
      onSelect: actions.onTransfer,
    })
  if (rights.canEnd)
    common.push({
      label: t('sessions.action.end'),
      icon: <CircleCheck size={15} />,
      shortcut: keys('e'),
      onSelect: actions.onEnd,
    })
  if (rights.canResume)
    rare.push({ label: t('sessions.action.resume'), icon: <Play size={15} />, onSelect: actions.onResume })
  if (actions.mayBan)
    rare.push({ label: t('sessions.action.ban'), icon: <Ban size={15} />, onSelect: actions.onBan })
  if (actions.mayRemove)
    rare.push({
      label: t('sessions.action.remove'),
      icon: <Trash2 size={15} />,
      isDangerous: true,
      onSelect: actions.onRemove,
    })
  return { common, rare }
}
