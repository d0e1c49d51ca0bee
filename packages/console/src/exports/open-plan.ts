import type { ExportPlanView } from '@rapport/contract/light'
import type { ViewId } from '@rapport/domain'

/** What is asked about a planned export. */
export type OpenPlan =
  | Readonly<{ what: 'new'; viewId: ViewId | null }>
  | Readonly<{ what: 'edit' | 'remove'; plan: ExportPlanView }>
