import { useMessages } from '../../app/index.ts'
import { Banner, Button, Spinner, useFormats } from '../../ui/index.ts'
import type { Jump } from './use-jump.ts'

/** Over the thread while it goes back to what was asked for: how far it has come, and what becomes of it. */
export function JumpNote({ jump }: { jump: Jump }) {
  const t = useMessages()
  const formats = useFormats()
  const { state, pages } = jump
  if (state === 'here' || (state === 'looking' && pages === 0)) return null
  const isLooking = state === 'looking'
  const said = {
    looking: t('inbox.jump.looking', { count: formats.count(jump.loaded) }),
    far: t('inbox.jump.far', { count: formats.count(jump.loaded) }),
    failed: t('inbox.jump.failed'),
    gone: jump.number === null ? t('inbox.jump.gone') : t('inbox.jump.messageGone', { number: jump.number }),
  }[state]
  return (
    <Banner
      kind={state === 'failed' ? 'error' : 'news'}
      action={
        <span className="flex shrink-0 gap-2">
          {state === 'far' || state === 'failed' ? (
            <Button size="small" onClick={jump.goOn}>
              {t(state === 'far' ? 'inbox.jump.goOn' : 'ui.retry')}
            </Button>
          ) : null}
          <Button size="small" kind="quiet" onClick={jump.stop}>
            {t(isLooking ? 'inbox.jump.stop' : 'inbox.jump.dismiss')}
          </Button>
        </span>
      }
    >
      <span className="inline-flex items-center gap-2">
        {isLooking ? <Spinner size={14} /> : null}
        {said}
      </span>
    </Banner>
  )
}
