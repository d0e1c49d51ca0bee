import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useMay, useMessages, useTitle } from '../app/index.ts'
import { LoadingPane, Tabs } from '../ui/index.ts'
import { type QualityTab, readTab, tabsFor } from './quality-tabs.ts'
import { QueueTab } from './queues/queue-tab.tsx'
import { MyReviewsTab, ReviewsTab } from './reviews/reviews-tab.tsx'

const CalibrationTab = lazy(() =>
  import('./calibration/calibration-tab.tsx').then((part) => ({ default: part.CalibrationTab })),
)
const CoachingTab = lazy(() =>
  import('./coaching/coaching-tab.tsx').then((part) => ({ default: part.CoachingTab })),
)
const ScorecardsTab = lazy(() =>
  import('./scorecards/scorecards-tab.tsx').then((part) => ({ default: part.ScorecardsTab })),
)
const QueuesTab = lazy(() => import('./queues/queues-tab.tsx').then((part) => ({ default: part.QueuesTab })))

/** Quality: what is to be reviewed and what was, how far reviewers agree, and what agents can learn from it. */
export function QualityScreen() {
  const t = useMessages()
  const search = useSearch({ from: '/shell/quality' })
  const navigate = useNavigate()
  const rights = { mayReview: useMay('quality.review'), mayManage: useMay('quality.manage') }
  const tab = readTab(search.tab, rights)
  const title = t(rights.mayReview ? 'quality.title' : 'quality.tab.mine')
  useTitle(title)
  return (
    <div className="flex h-full min-h-0 flex-col">
      <h1 className="shrink-0 px-4 pt-3 pb-1 text-large font-bold">{title}</h1>
      <Tabs<QualityTab>
        label={title}
        value={tab}
        onChange={(next) => void navigate({ to: '/quality', search: { tab: next }, replace: true })}
        items={tabsFor(rights).map((value) => ({ value, label: t(`quality.tab.${value}`) }))}
        className="min-h-0 flex-1"
        panelClassName="min-h-0"
        panel={
          <Suspense fallback={<LoadingPane />}>
            <Content tab={tab} />
          </Suspense>
        }
      />
    </div>
  )
}

function Content({ tab }: { tab: QualityTab }) {
  switch (tab) {
    case 'queue':
      return <QueueTab />
    case 'mine':
      return <MyReviewsTab />
    case 'reviews':
      return <ReviewsTab />
    case 'calibration':
      return <CalibrationTab />
    case 'coaching':
      return <CoachingTab />
    case 'scorecards':
      return <ScorecardsTab />
    case 'queues':
      return <QueuesTab />
  }
}
