import type { TagView } from '@rapport/contract/light'
import { isRapportError } from '@rapport/sdk'
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type Translate, useClient, useMessages } from '../app/index.ts'
import { placeTags } from '../sessions/index.ts'
import { showToast } from '../ui/index.ts'
import { describeTagProblem } from './describe-tag-problem.ts'
import { usageKey } from './use-tag-usage.ts'

const settleMs = 350

/** As many characters as an import may have. */
export const charactersMax = 500_000

/**
 * Tags out of CSV: tried as soon as the text has settled, which makes nothing, and then made. The text goes as it is: a
 * tab or a blank line at its beginning says where its cells and rows are.
 */
export function useTagImport(known: readonly TagView[], onDone: () => void) {
  const t = useMessages()
  const { tags } = useClient()
  const queries = useQueryClient()
  const [csv, setCsv] = useState('')
  const settled = useSettled(csv)
  const isBlank = csv.trim() === ''
  const trial = useQuery({
    queryKey: ['tag-import', settled],
    queryFn: () => tags.import({ csv: settled, dryRun: true }),
    enabled: settled.trim() !== '' && settled.length <= charactersMax,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  })
  const making = useMutation({
    mutationFn: (text: string) => tags.import({ csv: text }),
    // The tree may have changed since it was tried: the trial says what is wrong now.
    onError: () => trial.refetch(),
    onSuccess: async ({ created }) => {
      await queries.invalidateQueries({ queryKey: ['tags'] })
      void queries.invalidateQueries({ queryKey: usageKey })
      showToast({ title: t('tags.imported', { n: created }) })
      onDone()
    },
  })
  const isTooLarge = settled.length > charactersMax
  const isCurrent = settled === csv
  const found = isCurrent ? trial.data : undefined
  const refusal = making.variables === csv ? making.error : null
  const change = (text: string) => {
    if (making.isError) making.reset()
    setCsv(text)
  }
  return {
    csv,
    setCsv: change,
    isTrying: !isBlank && (!isCurrent || trial.isFetching),
    isMaking: making.isPending,
    found,
    fresh: found === undefined ? [] : freshPaths(found.tags, known),
    isTooLarge,
    problem: isCurrent && !isBlank ? describeImportProblem(trial, refusal, t) : null,
    make: () => making.mutate(settled),
  }
}

type Trial = Pick<UseQueryResult<Readonly<{ faults: readonly unknown[] }>>, 'data' | 'error' | 'isFetching'>

/**
 * Why the text cannot be tried or was refused. What is refused of a trial is how a text is written: its rows are judged
 * one by one. Why nothing was made is told by the faults that are found since, or by its code where there are none.
 */
function describeImportProblem(trial: Trial, refusal: Error | null, t: Translate): string | null {
  if (trial.isFetching) return null
  if (isRapportError(trial.error) && trial.error.code === 'invalid_input') return t('tags.importUnreadable')
  if (trial.error !== null) return describeTagProblem(trial.error, t)
  const isToldByRow = (trial.data?.faults.length ?? 0) > 0
  return refusal === null || isToldByRow ? null : describeTagProblem(refusal, t)
}

/** The tags that an import makes, by their paths. */
function freshPaths(tags: readonly TagView[], known: readonly TagView[]): readonly string[] {
  const there = new Set(placeTags(known).map(({ path }) => path.toLowerCase()))
  return placeTags(tags.filter(({ scope }) => scope === 'session'))
    .map(({ path }) => path)
    .filter((path) => !there.has(path.toLowerCase()))
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
