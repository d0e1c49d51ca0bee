import type { ExportPlanView } from '@rapport/contract/light'
import { useMessages } from '../app/index.ts'
import { ConfirmDialog } from '../ui/index.ts'
import { describeExportProblem } from './describe-export-problem.ts'
import type { Exportable } from './exportable.ts'
import type { OpenPlan } from './open-plan.ts'
import { PlanDialog } from './plan-dialog.tsx'
import { usePlanChanges } from './use-plans.ts'

/** The question that is open. */
export function PlanDialogs(props: Exportable & { open: OpenPlan; onClose(): void }) {
  const { open, onClose, ...page } = props
  switch (open.what) {
    case 'new':
      return <PlanDialog {...page} plan={null} viewId={open.viewId} onClose={onClose} />
    case 'edit':
      return <PlanDialog {...page} plan={open.plan} viewId={open.plan.viewId} onClose={onClose} />
    case 'remove':
      return <RemovePlan plan={open.plan} onClose={onClose} />
  }
}

function RemovePlan({ plan, onClose }: { plan: ExportPlanView; onClose(): void }) {
  const t = useMessages()
  const { remove } = usePlanChanges()
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      title={t('exports.plan.removeTitle', { name: plan.name })}
      description={t('exports.plan.removeWhat')}
      confirmLabel={t('exports.delete')}
      busy={remove.isPending}
      error={remove.error === null ? null : describeExportProblem(remove.error, t)}
      onConfirm={() => remove.mutate(plan.id, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
