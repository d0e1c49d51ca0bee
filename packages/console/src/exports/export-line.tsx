import type { ExportView } from '@rapport/contract/light'
import type { ExportId } from '@rapport/domain'
import { Download, RotateCw, X } from 'lucide-react'
import { useEffect, useEffectEvent } from 'react'
import { useMessages } from '../app/index.ts'
import { Button, IconButton, ProgressBar, useFormats } from '../ui/index.ts'
import { describeCode, mayRepeat, nameOfExport } from './describe-export.ts'
import { useExport, useExportActions } from './use-exports.ts'

/** One export: what it is of, how far it has come, and what can be done about it. */
export function ExportLine({ exportId, onDrop }: { exportId: ExportId; onDrop(): void }) {
  const t = useMessages()
  const { view, isGone } = useExport(exportId)
  const { download, cancel, repeat } = useExportActions()
  const dropGone = useEffectEvent(onDrop)
  useEffect(() => {
    if (isGone) dropGone()
  }, [isGone])
  if (view === null) return null
  const label = nameOfExport(view, t)
  const isRunning = view.state === 'running'
  return (
    <div className="grid gap-1.5 px-4 py-1.75">
      <div className="flex min-w-0 items-center gap-3">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5">
          <span className="max-w-full truncate font-medium">
            <bdi>{label}</bdi>
          </span>
          <HowFar view={view} />
        </div>
        <div className="flex shrink-0 items-center gap-2">
          {view.state === 'done' ? (
            <Button
              size="small"
              icon={<Download size={14} aria-hidden="true" />}
              onClick={() => void download(exportId)}
            >
              {t('exports.download')}
            </Button>
          ) : null}
          {mayRepeat(view) ? (
            <Button
              size="small"
              icon={<RotateCw size={14} aria-hidden="true" />}
              onClick={() => void repeat(exportId)}
            >
              {t('exports.again')}
            </Button>
          ) : null}
          {isRunning ? (
            <Button size="small" onClick={() => void cancel(exportId)}>
              {t('exports.cancel')}
            </Button>
          ) : (
            <IconButton
              size="small"
              label={t('exports.dismiss')}
              icon={<X size={15} aria-hidden="true" />}
              onClick={onDrop}
            />
          )}
        </div>
      </div>
      {isRunning ? (
        <ProgressBar label={label} value={view.total === 0 ? 0 : (view.done + view.gone) / view.total} />
      ) : null}
    </div>
  )
}

/** Where an export stands, in words: how many of how many, how large, or why it came to nothing. */
function HowFar({ view }: { view: ExportView }) {
  const t = useMessages()
  const formats = useFormats()
  const { state, done, total, gone, error } = view
  const words = t(`exports.far.${state}`, {
    done: formats.count(done),
    total: formats.count(total),
    size: formats.bytes(view.bytes),
  })
  return (
    <span role="status" className={state === 'failed' ? 'text-small text-danger' : 'text-small text-muted'}>
      {words}
      {gone > 0 ? ` (${t('exports.gone', { n: gone })})` : null}
      {error === null ? null : ` ${describeCode(error, t)}`}
    </span>
  )
}
