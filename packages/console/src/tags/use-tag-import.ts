import type { TagView } from '@rapport/contract/light'
import { isRapportError } from '@rapport/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type Translate, useClient, useMessages } from '../app/index.ts'
import { placeTags } from '../sessions/index.ts'
import { showToast } from '../ui/index.ts'
import { describeTagProblem } from './describe-tag-problem.ts'

const settleMs = 350

/** As many characters as an import may have. */
export const charactersMax = 500_000

/** Tags out of CSV: tried as soon as the text has settled, which makes nothing, and then made. */
export function useTagImport(known: readonly TagView[], onDone: () => void) {
  const t = useMessages()
  const { tags } = useClient()
  const queries = useQueryClient()
  const [csv, setCsv] = useState('')
  const settled = useSettled(csv.trim())
  const trial = useQuery({
    queryKey: ['tag-import', settled],
    queryFn: () => tags.import({ csv: settled, dryRun: true }),
    enabled: settled !== '' && settled.length <= charactersMax,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  })
  const making = useMutation({
    mutationFn: () => tags.import({ csv: settled }),
    // The tree may have changed since it was tried: the trial says what is wrong now.
    onError: () => trial.refetch(),
    onSuccess: async ({ created }) => {
      await queries.invalidateQueries({ queryKey: ['tags'] })
      showToast({ title: t('tags.imported', { n: created }) })
      onDone()
    },
  })
  const error = making.error ?? trial.error
  const isTooLarge = settled.length > charactersMax
  const isCurrent = settled === csv.trim()
  const found = isCurrent ? trial.data : undefined
  return {
    csv,
    setCsv,
    isTrying: csv.trim() !== '' && (!isCurrent || trial.isFetching),
    isMaking: making.isPending,
    found,
    fresh: found === undefined ? [] : freshPaths(found.tags, known),
    isTooLarge,
    problem: !isCurrent || error === null ? null : describeImportProblem(error, t),
    make: () => making.mutate(),
  }
}

/** What the server refuses of a whole text is how it is written: its rows are judged one by one. */
const describeImportProblem = (error: unknown, t: Translate): string =>
  isRapportError(error) && error.code === 'invalid_input'
    ? t('tags.importUnreadable')
    : describeTagProblem(error, t)

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
