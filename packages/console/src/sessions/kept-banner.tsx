import type { RapportError } from '@rapport/sdk'
import { RefreshCw } from 'lucide-react'
import { useMessages } from '../app/index.ts'
import { Banner, Button } from '../ui/index.ts'
import { failureReason } from './failure-reason.ts'

/** Says that what is shown could not be asked for again, why, and lets one try: it is kept, and may be out of date. */
export function KeptBanner(props: { error: RapportError; onRetry: () => void; busy?: boolean }) {
  const t = useMessages()
  return (
    <Banner
      kind="error"
      action={
        <Button
          size="small"
          icon={<RefreshCw size={13} aria-hidden="true" />}
          busy={props.busy ?? false}
          onClick={props.onRetry}
        >
          {t('ui.retry')}
        </Button>
      }
    >
      {t('sessions.failed.kept', { reason: failureReason(props.error, t) })}
    </Banner>
  )
}
