import { setTimeout as sleep } from 'node:timers/promises'
import { asId, type ConversationId } from '@rapport/domain'
import { type Client, createAgentSessionStores, createClient, createLiveClient } from '@rapport/sdk'
import { findDatabaseOf } from '../../packages/server/src/platform/db/testing/durable-database.ts'
import type { Place } from '../../packages/server/src/testing/a-place.ts'
import { readStored } from '../../packages/server/src/testing/read-stored.ts'
import type { AppProcess } from './app-process.ts'
import type { Door } from './door.ts'
import { until } from './load.ts'
import { beginVisitor, type Visitor } from './visitor.ts'

/** A desk that is lost and comes back in the same folder, behind the same door. */
export type Desk = Readonly<{ dataDir: string; app: AppProcess; door: Door; place: Place }>

/** The API as the desk's owner calls it. */
export const ownerOf = ({ door, place }: Desk): Client =>
  createClient({ baseUrl: door.origin, token: place.ownerToken, workspaceId: place.workspaceId })

/** Visitors who write until `pause`, and an owner who watches them; all of them keep their clients throughout. */
export type Crowd = Readonly<{
  visitors: readonly Visitor[]
  pause(): Promise<void>
  /**
   * Goes on after a restore: each visitor writes once more. `stale` counts clients whose screens do not become what is
   * stored; `lost` the messages that were stored before and are no more.
   */
  goOn(): Promise<Readonly<{ stale: number; lost: number }>>
  close(): void
}>

const thinkMs = 40
const patienceMs = 20_000

/** Gathers one, and resolves when everybody has been heard. */
export async function gatherCrowd(desk: Desk, count: number): Promise<Crowd> {
  const { door, place } = desk
  const owner = watchAsOwner(desk)
  const names = Array.from({ length: count }, (_, i) => `v${i}`)
  const hearing = { ack: () => undefined, meet: owner.meet }
  const visitors = await Promise.all(
    names.map((name) => beginVisitor({ ...place, origin: door.origin }, name, hearing)),
  )
  const state = { isWriting: true, written: 0 }
  const writing = visitors.map(async (visitor) => {
    while (state.isWriting) {
      visitor.write()
      await visitor.answered()
      await sleep(thinkMs)
    }
  })
  await until(() => visitors.every((visitor) => visitor.acked() > 2), patienceMs)

  return {
    visitors,
    async pause() {
      state.isWriting = false
      await Promise.all(writing)
      state.written = visitors.reduce((sum, { written }) => sum + written.length, 0)
    },
    async goOn() {
      const before = await readScreens(desk, names)
      for (const visitor of visitors) visitor.write()
      const answered = Promise.all(visitors.map((visitor) => visitor.answered()))
      await Promise.race([answered, sleep(patienceMs, undefined, { ref: false })])
      const stored = await readScreens(desk, names)
      const isCurrent = (visitor: Visitor, i: number) =>
        stored[i]?.length === (before[i]?.length ?? 0) + 1 && visitor.screen().join() === stored[i]?.join()
      const isOwnerCurrent = () => owner.screens() === sorted(stored.map((screen) => screen.join()))
      await until(() => visitors.every(isCurrent) && isOwnerCurrent(), patienceMs)
      const stale = visitors.filter((visitor, i) => !isCurrent(visitor, i)).length
      const kept = before.reduce((sum, screen) => sum + screen.length, 0)
      return { stale: stale + Number(!isOwnerCurrent()), lost: state.written - kept }
    },
    close() {
      owner.close()
      for (const visitor of visitors) visitor.close()
    },
  }
}

const sorted = (screens: readonly string[]) => screens.toSorted().join('\n')

/** What the database holds of each visitor. */
async function readScreens({ dataDir, place }: Desk, names: readonly string[]): Promise<string[][]> {
  const { lines } = await readStored(await findDatabaseOf(dataDir), place.workspaceId)
  return names.map((name) => lines.filter(({ text }) => text.startsWith(`${name} #`)).map(({ text }) => text))
}

function watchAsOwner(desk: Desk) {
  const { door, place } = desk
  const live = createLiveClient({
    who: 'agent',
    baseUrl: door.origin,
    token: place.ownerToken,
    workspaceId: place.workspaceId,
    timing: { firstRetryMs: 100, mostRetryMs: 1_000 },
  })
  const storeOf = createAgentSessionStores({ client: ownerOf(desk), live, audience: 'supervisor' })
  const watched = new Map<string, ReturnType<typeof storeOf>>()
  const stops: (() => void)[] = [live.close]
  live.connect()
  return {
    meet(conversationId: string) {
      if (watched.has(conversationId)) return
      const store = storeOf(asId<ConversationId>(conversationId))
      watched.set(conversationId, store)
      stops.push(store.subscribe(() => undefined))
    },
    screens: () =>
      sorted(
        [...watched.values()].map((store) =>
          (store.get().conversation?.messages ?? []).map(({ text }) => text).join(),
        ),
      ),
    close() {
      for (const stop of stops) stop()
    },
  }
}
