import type { ExportView } from '@rapport/contract/light'
import { isRapportError } from '@rapport/sdk'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useMessages } from '../app/index.ts'
import { FormDialog, showToast, useFormats } from '../ui/index.ts'
import { describeExportProblem } from './describe-export-problem.ts'
import { type ExportChoice, type ExportColumns, ExportForm, useFirstChoice } from './export-form.tsx'
import type { ExportOrder } from './export-order.ts'
import { useBeginExport, useExportActions } from './use-exports.ts'

/** Where counting stops: what matches beyond it is exported all the same, only nobody says how many. */
const countedMax = 10_000

/** What the dialog takes. `count` is how many sessions it is about, as the person was told; null while that is unknown. */
export type ExportDialogProps = Readonly<{
  target: ExportOrder['target']
  count: number | null
  columns: ExportColumns
  /** The columns on the screen, in their order. */
  shown: readonly string[]
  name?: string
  /** Whether its progress is shown where the dialog was opened; elsewhere a toast says that it has begun. */
  hasTray: boolean
  /** Counts again, when it has become another number. */
  onRecount?: () => void
  onBegun?: () => void
  onClose(): void
}>

/** What goes into a file of sessions, and in which format. A small one is fetched as soon as it has begun. */
export function ExportDialog(props: ExportDialogProps) {
  const t = useMessages()
  const first = useFirstChoice(props.shown)
  const [choice, setChoice] = useState<ExportChoice>(first)
  const { begin, busy, error } = useBegin(props)
  const words = useCounted(props.count)
  return (
    <FormDialog
      isOpen
      width="medium"
      title={t('exports.title')}
      description={words.what}
      submitLabel={words.submit}
      busy={busy}
      error={error}
      isReady={choice.options.columns.length > 0 && props.count !== 0}
      onSubmit={() => begin(choice)}
      onClose={props.onClose}
    >
      <ExportForm choice={choice} columns={props.columns} onChange={setChoice} />
    </FormDialog>
  )
}

function useCounted(count: number | null) {
  const t = useMessages()
  const formats = useFormats()
  if (count === null) return { what: t('exports.counting'), submit: t('exports.submitMany', { count: '…' }) }
  const isMore = count > countedMax
  const said = isMore ? `${formats.count(countedMax)}+` : formats.count(count)
  return {
    what: count === 0 ? t('exports.problem.nothing_to_export') : t('exports.what'),
    submit: isMore ? t('exports.submitMany', { count: said }) : t('exports.submit', { n: count }),
  }
}

function useBegin({ target, count, name, hasTray, onRecount, onBegun, onClose }: ExportDialogProps) {
  const t = useMessages()
  const navigate = useNavigate()
  const beginExport = useBeginExport()
  const { download } = useExportActions()
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null })
  const tell = (begun: ExportView) => {
    if (begun.state === 'done') void download(begun.id)
    else if (!hasTray) {
      showToast({
        title: t('exports.begun'),
        action: { label: t('exports.show'), onPress: () => void navigate({ to: '/settings/exports' }) },
      })
    }
  }
  const begin = ({ format, options }: ExportChoice) => {
    setState({ busy: true, error: null })
    const order: ExportOrder = {
      target,
      format,
      options,
      ...(name === undefined ? {} : { name }),
      ...(count === null || count > countedMax ? {} : { expected: count }),
    }
    beginExport(order).then(
      (begun) => {
        tell(begun)
        onBegun?.()
        onClose()
      },
      (error: unknown) => {
        // Another number by now: whoever decides again has to see it, on the button.
        if (isRapportError(error) && error.code === 'selection_changed') onRecount?.()
        setState({ busy: false, error: describeExportProblem(error, t) })
      },
    )
  }
  return { ...state, begin }
}
