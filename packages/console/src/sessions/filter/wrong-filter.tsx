import { type FilterProblem, parseFilter } from '@rapport/domain'
import { useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { Button } from '../../ui/index.ts'
import { FilterText } from './filter-text.tsx'
import type { Filter } from './use-filter.ts'

/** In place of the chips, for an address whose filter cannot be read: what is wrong, where, and the text to be mended. */
export function WrongFilter(props: {
  filter: Filter
  problems: readonly FilterProblem[]
  onApply: (text: string) => void
  onReset: () => void
}) {
  const t = useMessages()
  const { filter, onApply } = props
  const [text, setText] = useState(filter.text)
  const parsed = parseFilter(text, filter.fields)
  const problems = parsed.ok ? [] : parsed.problems
  const apply = () => {
    if (parsed.ok) onApply(text.trim())
  }
  return (
    <section
      aria-label={t('sessions.filter.wrong')}
      className="grid min-w-0 flex-1 gap-2 rounded-control border border-danger/40 bg-surface p-3"
    >
      <h2 className="font-strong">{t('sessions.filter.wrong')}</h2>
      <FilterText value={text} problems={problems} onChange={setText} onEnter={apply} />
      <div className="flex gap-2">
        <Button kind="primary" size="small" disabled={!parsed.ok} onClick={apply}>
          {t('sessions.filter.apply')}
        </Button>
        <Button size="small" onClick={props.onReset}>
          {t('sessions.filter.reset')}
        </Button>
      </div>
    </section>
  )
}
