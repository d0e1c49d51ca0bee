import type { ExportPlanView } from '@rapport/contract/light'
import { Link } from '@tanstack/react-router'
import { CalendarClock, Pencil, Trash2, TriangleAlert } from 'lucide-react'
import { useMessages } from '../app/index.ts'
import {
  Badge,
  EmptyState,
  ErrorState,
  IconButton,
  ListSkeleton,
  useFormats,
  useNow,
  useUiLocale,
} from '../ui/index.ts'
import { describeCode, describeRhythm } from './describe-export.ts'
import { describeExportProblem } from './describe-export-problem.ts'
import type { OpenPlan } from './open-plan.ts'
import { usePlans } from './use-plans.ts'

/** The planned exports: of which view, how often, when next, and what went wrong the last time. */
export function Plans({ onOpen }: { onOpen(open: OpenPlan): void }) {
  const t = useMessages()
  const { plans, isPending, error, retry } = usePlans()
  if (isPending) return <ListSkeleton />
  if (error !== null && plans.length === 0) {
    return (
      <ErrorState
        title={t('exports.plan.failed')}
        description={describeExportProblem(error, t)}
        onRetry={retry}
      />
    )
  }
  if (plans.length === 0) {
    return (
      <EmptyState
        icon={<CalendarClock size={20} aria-hidden="true" />}
        title={t('exports.plan.none')}
        description={t('exports.plan.noneHow')}
      />
    )
  }
  return (
    <ul aria-label={t('exports.tab.plans')} className="h-full min-h-0 overflow-y-auto pt-2">
      {plans.map((plan) => (
        <PlanLine key={plan.id} plan={plan} onOpen={onOpen} />
      ))}
    </ul>
  )
}

function PlanLine({ plan, onOpen }: { plan: ExportPlanView; onOpen(open: OpenPlan): void }) {
  const t = useMessages()
  const formats = useFormats()
  const { tag } = useUiLocale()
  const now = useNow(60_000)
  const icon = { size: 14, 'aria-hidden': true } as const
  return (
    <li className="flex items-start gap-3 border-b border-line-soft px-1 py-2.5">
      <div className="grid min-w-0 flex-1 gap-0.5">
        <div className="flex min-w-0 items-center gap-2">
          <bdi className="truncate font-strong">{plan.name}</bdi>
          <Badge>{t(`exports.format.${plan.format}`)}</Badge>
        </div>
        <p className="text-muted">
          {describeRhythm(plan.rhythm, tag, t)}
          {' · '}
          <Link
            to="/sessions"
            search={{ view: plan.viewId }}
            className="text-accent underline-offset-2 hover:underline"
          >
            <bdi>{plan.viewName}</bdi>
          </Link>
        </p>
        <p className="text-small text-faint">
          <time title={formats.moment(plan.nextAt)}>
            {t('exports.plan.next', { when: formats.ago(plan.nextAt, now) })}
          </time>
          {plan.lastAt === null ? null : (
            <time title={formats.moment(plan.lastAt)}>
              {' · '}
              {t('exports.plan.last', { when: formats.ago(plan.lastAt, now) })}
            </time>
          )}
        </p>
        {plan.lastError === null ? null : (
          <p className="flex items-start gap-1.5 text-small text-danger">
            <TriangleAlert size={13} aria-hidden="true" className="mt-0.5 shrink-0" />
            {t('exports.plan.lastFailed', { reason: describeCode(plan.lastError, t) })}
          </p>
        )}
      </div>
      <span className="flex">
        <IconButton
          size="small"
          label={t('exports.plan.edit', { name: plan.name })}
          icon={<Pencil {...icon} />}
          onClick={() => onOpen({ what: 'edit', plan })}
        />
        <IconButton
          size="small"
          label={t('exports.plan.remove', { name: plan.name })}
          icon={<Trash2 {...icon} />}
          onClick={() => onOpen({ what: 'remove', plan })}
        />
      </span>
    </li>
  )
}
