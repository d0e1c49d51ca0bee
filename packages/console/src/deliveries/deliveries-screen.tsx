import { SettingsPage, useMessages } from '../app/index.ts'
import { Tabs } from '../ui/index.ts'
import { Incoming } from './incoming.tsx'
import { Outgoing } from './outgoing.tsx'
import { useAddress } from './use-address.ts'

const ways = ['in', 'out'] as const
type Way = (typeof ways)[number]

/** What came in by channels and what goes out by them, each as a table. */
export function DeliveriesScreen() {
  const t = useMessages()
  const address = useAddress()
  const way: Way = address.search.tab === 'out' ? 'out' : 'in'
  return (
    <SettingsPage isWhole title={t('app.settings.deliveries')} description={t('deliveries.what')}>
      <Tabs
        label={t('deliveries.ways')}
        value={way}
        onChange={(next) =>
          address.change({ tab: next === 'in' ? undefined : next, state: undefined, open: undefined })
        }
        items={ways.map((value) => ({ value, label: t(`deliveries.way.${value}`) }))}
        className="flex-1"
        listClassName="px-0!"
        panelClassName="flex flex-col"
        panel={way === 'in' ? <Incoming address={address} /> : <Outgoing address={address} />}
      />
    </SettingsPage>
  )
}
