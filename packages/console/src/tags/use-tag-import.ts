import type { FieldError, TagView } from '@rapport/contract/light'
import { isRapportError } from '@rapport/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useClient, useMessages } from '../app/index.ts'
import { placeTags } from '../sessions/index.ts'
import { showToast } from '../ui/index.ts'
import { describeTagProblem } from './describe-tag-problem.ts'

const settleMs = 350

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
    enabled: settled !== '',
    retry: false,
    staleTime: 0,
    gcTime: 0,
  })
  const making = useMutation({
    mutationFn: () => tags.import({ csv: settled }),
    onSuccess: async ({ created }) => {
      await queries.invalidateQueries({ queryKey: ['tags'] })
      showToast({ title: t('tags.imported', { n: created }) })
      onDone()
    },
  })
  const error = making.error ?? trial.error
  const isCurrent = settled === csv.trim()
  const found = isCurrent ? trial.data : undefined
  return {
    csv,
    setCsv,
    isTrying: csv.trim() !== '' && (!isCurrent || trial.isFetching),
    isMaking: making.isPending,
    found,
    fresh: found === undefined ? [] : freshPaths(found.tags, known),
    faults: isCurrent ? faultsIn(error) : [],
    problem: !isCurrent || error === null || faultsIn(error).length > 0 ? null : describeTagProblem(error, t),
    make: () => making.mutate(),
  }
}

/** A row that cannot be read, by its number, and why; or what is wrong with the whole text. */
export type ImportFault = Readonly<{ row: number | null; message: string }>

const faultsIn = (error: unknown): readonly ImportFault[] =>
  isRapportError(error) && error.code === 'invalid_input' ? error.fields.map(faultOf) : []

const faultOf = ({ path, message }: FieldError): ImportFault => ({
  row: path.find((part) => typeof part === 'number') ?? null,
  message,
})

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
