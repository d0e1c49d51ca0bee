import type { ReviewView } from '@rapport/contract/light'
import { useMessages } from '../../app/index.ts'
import { Badge } from '../../ui/index.ts'

const kinds = {
  none: 'warning',
  acknowledged: 'good',
  disputed: 'danger',
  upheld: 'neutral',
  corrected: 'accent',
} as const satisfies Record<ReviewView['response'], string>

/** How a review stands: a draft, given and not yet answered, acknowledged, disputed, upheld or corrected. */
export function StandingBadge({ review }: { review: Pick<ReviewView, 'state' | 'response'> }) {
  const t = useMessages()
  if (review.state === 'draft') return <Badge>{t('quality.standing.draft')}</Badge>
  return <Badge kind={kinds[review.response]}>{t(`quality.standing.${review.response}`)}</Badge>
}
