import { useMemo } from 'react'
import { useMessages } from '../../app/index.ts'
import { PickList } from '../../ui/index.ts'
import type { FilterCatalogue } from './filter-catalogue.ts'

/** All that can be filtered by, found by a few letters, under its headings; Advanced stands below. */
export function FieldList(props: {
  catalogue: FilterCatalogue
  onPick: (field: string) => void
  onAdvanced: () => void
}) {
  const t = useMessages()
  const items = useMemo(
    () =>
      [...props.catalogue.values()].map(({ name, label, group }) => ({
        id: name,
        label,
        group: t(`sessions.filter.group.${group}`),
        keywords: name,
      })),
    [props.catalogue, t],
  )
  return (
    <PickList
      label={t('sessions.filter.find')}
      items={items}
      onPick={props.onPick}
      className="w-66"
      footer={
        <button
          type="button"
          onClick={props.onAdvanced}
          className="flex min-h-7.5 w-full items-center rounded-base px-2 text-start text-muted hover:bg-hover hover:text-text"
        >
          {t('sessions.filter.advanced')}…
        </button>
      }
    />
  )
}
