import { useCallback } from 'react'
import { useMessages } from '../app/index.ts'
import { useInboxes } from '../inboxes/index.ts'
import { Select } from '../ui/index.ts'
import type { Address } from './use-address.ts'

const all = 'all'

/** Of which inbox. Only inboxes that bring and take deliveries are offered: a web chat has none. */
export function InboxFilter({ address: { search, change } }: { address: Address }) {
  const t = useMessages()
  const inboxes = (useInboxes() ?? []).filter(({ channelKind }) => channelKind !== 'web')
  return (
    <Select
      hideLabel
      label={t('deliveries.inbox')}
      className="w-48"
      value={search.inbox ?? all}
      onChange={(value) => change({ inbox: value === all ? undefined : value })}
      choices={[
        { value: all, label: t('deliveries.allInboxes') },
        ...inboxes.map(({ id, name }) => ({ value: id as string, label: name })),
      ]}
    />
  )
}

/** The names of inboxes by their ids. */
export function useInboxName(): (inboxId: string) => string {
  const t = useMessages()
  const inboxes = useInboxes()
  return useCallback(
    (inboxId) =>
      inboxes === null
        ? '…'
        : (inboxes.find(({ id }) => id === inboxId)?.name ?? t('deliveries.unknownInbox')),
    [inboxes, t],
  )
}
