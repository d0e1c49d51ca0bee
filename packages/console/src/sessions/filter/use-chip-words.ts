import { useMemo } from 'react'
import { useMe, useMessages } from '../../app/index.ts'
import { useUiLocale } from '../../ui/index.ts'
import { describeChip } from './describe-chip.ts'
import type { FilterCatalogue } from './filter-catalogue.ts'
import type { FilterChip } from './filter-chips.ts'
import { useFilterNames } from './filter-choices.tsx'

/** Says a chip in the reader's words: what it is about, and what it asks for. */
export function useChipWords(catalogue: FilterCatalogue) {
  const t = useMessages()
  const { tag } = useUiLocale()
  const { timeZone } = useMe().workspace.settings
  const nameOf = useFilterNames()
  return useMemo(() => {
    const words = { t, tag, timeZone, nameOf }
    return (chip: FilterChip) => {
      const field = catalogue.get(chip.field)
      if (field === undefined) return { term: chip.field, value: '' }
      return { term: field.label, value: chip.anyOf.length === 0 ? '' : describeChip(chip, field, words) }
    }
  }, [catalogue, t, tag, timeZone, nameOf])
}
