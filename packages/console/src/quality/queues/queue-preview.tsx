import { isRapportError } from '@rapport/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { describeProblem, useClient, useMessages } from '../../app/index.ts'
import { Button, LoadingPane, useFormats } from '../../ui/index.ts'
import type { QueueDefinition } from './use-queue-form.ts'

const restMs = 400

/** How many sessions of the last seven days a queue would draw from, and how many of each group. */
export function QueuePreview({ definition }: { definition: QueueDefinition }) {
  const t = useMessages()
  const formats = useFormats()
  const { reviewQueues } = useClient()
  const settled = useSettled(definition, restMs)
  const { list, filter, sample } = settled
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['quality', 'preview', list, filter, sample],
    queryFn: () => reviewQueues.preview({ definition: settled }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  if (error !== null) {
    const reason = describeProblem(error, t, {
      list_too_slow: t('quality.tooSlow'),
      ...(isRapportError(error) && error.fields[0]
        ? { invalid_input: t('app.problem.field', { message: error.fields[0].message }) }
        : {}),
    })
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 text-danger">
        <p>{reason}</p>
        <Button size="small" busy={isFetching} onClick={() => void refetch()}>
          {t('ui.retry')}
        </Button>
      </div>
    )
  }
  if (data === undefined) return <LoadingPane />
  return (
    <div className={isFetching ? 'opacity-60' : ''}>
      <p role="status" className="font-medium">
        {t('quality.previewSum', {
          drawn: formats.count(data.drawn),
          matching: formats.count(data.matching, 10_000),
        })}
      </p>
      {sample.stratum === null || data.strata.length === 0 ? null : (
        <table className="mt-2 w-full max-w-120">
          <thead>
            <tr className="border-b border-line text-small text-faint">
              <th className="py-1 text-start font-medium">{t(`quality.stratum.${sample.stratum}`)}</th>
              <th className="w-24 py-1 text-end font-medium">{t('quality.matching')}</th>
              <th className="w-24 py-1 text-end font-medium">{t('quality.drawnCount')}</th>
            </tr>
          </thead>
          <tbody>
            {data.strata.map((stratum) => (
              <tr key={stratum.id} className="border-b border-line-soft">
                <td className="py-1">
                  <bdi>{stratum.name ?? t('quality.noStratum')}</bdi>
                </td>
                <td className="text-end">{formats.count(stratum.matching)}</td>
                <td className="text-end font-medium">{formats.count(stratum.drawn)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

/** A value once it has rested for a while: who types is not asked about every letter. */
function useSettled<Value>(value: Value, ms: number): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(setSettled, ms, () => value)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
