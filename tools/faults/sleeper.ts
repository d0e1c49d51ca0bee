/**
 * Tabs in a process of their own, which can be put to sleep whole, clocks and all, as a closed laptop is. Told by its
 * parent where to go; answers what stands on their screens.
 */
import type { Place } from '../../packages/server/src/testing/a-place.ts'
import { openTab, type Tab } from './tab.ts'

/** What the parent says: where the tabs go, and later that it wants to know how they are. */
export type ToSleeper =
  | Readonly<{ place: Place; origins: readonly string[]; tokens: readonly string[] }>
  | 'report'

/** How each tab is. */
export type SleeperReport = readonly Readonly<{ screen: readonly string[]; isLive: boolean }>[]

let tabs: readonly Tab[] = []

async function answer(said: ToSleeper): Promise<void> {
  if (said !== 'report') {
    const { place, origins, tokens } = said
    tabs = await Promise.all(origins.map((origin, i) => openTab(place, origin, tokens[i])))
  }
  const report: SleeperReport = tabs.map((tab) => ({ screen: tab.screen(), isLive: tab.isLive() }))
  process.send?.(report)
}

process.on('message', (said: ToSleeper) => {
  answer(said).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
process.on('disconnect', () => process.exit(0))
