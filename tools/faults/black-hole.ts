import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { asId, type SessionId } from '@rapport/domain'
import { createClient, newClientId } from '@rapport/sdk'
import { readStored } from '../../packages/server/src/testing/read-stored.ts'
import { root } from '../root.ts'
import { type BlackHoleLink, openBlackHoleLink } from './black-hole-link.ts'
import { type Ground, openGround } from './ground.ts'
import { until } from './load.ts'
import { createRandom, type Random, randomBelow } from './random.ts'
import type { SleeperReport, ToSleeper } from './sleeper.ts'
import { openTab, type Tab } from './tab.ts'
import { judge, type Verdict } from './verdict.ts'

/** How many links go dark for a while, change their address, or sleep; `twins` are visitors with two tabs. */
export type BlackHolePlan = Readonly<{
  seed: number
  dark: number
  moved: number
  asleep: number
  twins: number
  /** The longest darkness, in seconds. */
  longestS: number
}>

/** A tab whose link is dropped once, for so long; `Infinity` is for ever. */
type Client = Readonly<{ name: string; link: BlackHoleLink; tab: Tab; darkMs: number }>
type Drop = Client & Readonly<{ at: number; serverMs: number | null; clientMs: number | null }>

const shortestMs = 5_000
const replyEveryMs = 2_000
// Who is away for less may come back before anybody has noticed, and need not notice.
const clientNoticesMs = 25_000
const serverNoticesMs = 45_000

/**
 * FAULT-5: links swallow everything without a word, addresses change, machines sleep, and some visitors have two tabs.
 * Both sides notice in time, everybody comes back, and what was said meanwhile stands on every screen once.
 */
export async function blackHole(plan: BlackHolePlan): Promise<Verdict> {
  const ground = await openGround('own')
  await using opened = new AsyncDisposableStack()
  opened.defer(ground.close)
  const random = createRandom(plan.seed)
  const clients = await openClients(ground, plan, random)
  opened.defer(async () => closeClients(clients))
  const talk = startTalk(ground, clients)
  const sleeper = await startSleeper(ground, clients.slice(0, plan.asleep))
  opened.defer(sleeper.stop)

  const [drops, sleepMs] = await Promise.all([
    Promise.all(clients.map((client) => drop(client, randomBelow(random, 5_000)))),
    sleeper.sleep(Math.min(50_000, plan.longestS * 1_000)),
  ])
  await talk.stop()
  const seen = await compare(clients, talk.said)
  const slept = await sleeper.compare(talk.said)
  const stored = await readStored(ground.connection, ground.place.workspaceId)
  return verdict(plan, { drops, sleepMs, seen, slept, holes: stored.holes })
}

async function openClients(ground: Ground, plan: BlackHolePlan, random: Random): Promise<readonly Client[]> {
  const port = Number(new URL(ground.app.origin).port)
  const begin = async (name: string, darkMs: number, token?: string): Promise<Client> => {
    const link = await openBlackHoleLink(port)
    return { name, link, darkMs, tab: await openTab(ground.place, link.origin, token) }
  }
  const darkness = () => shortestMs + randomBelow(random, plan.longestS * 1_000 - shortestMs)
  const names = (kind: string, count: number) => Array.from({ length: count }, (_, i) => `${kind}${i}`)
  const clients = await Promise.all([
    ...names('dark', plan.dark).map((name) => begin(name, darkness())),
    ...names('moved', plan.moved).map((name) => begin(name, Number.POSITIVE_INFINITY)),
    ...names('twin', plan.twins).map((name) => begin(name, darkness())),
  ])
  for (const { name, tab } of clients) tab.write(`${name} says hello`)
  if (!(await until(() => clients.every(({ tab }) => tab.met() !== null), 30_000)))
    throw new Error('Not everybody has been let in')
  const twins = clients.filter(({ name }) => name.startsWith('twin'))
  const seconds = await Promise.all(
    twins.map(({ name, tab }) => begin(`${name}’s second`, darkness(), tab.token)),
  )
  return [...clients, ...seconds]
}

function closeClients(clients: readonly Client[]): void {
  for (const { tab, link } of clients) {
    tab.close()
    link.close()
  }
}

/** What was said in each conversation, by its id: every word has to stand on the screen once. */
type Said = ReadonlyMap<string, readonly string[]>

const placeOf = ({ name, tab }: Client) => tab.met() ?? fail(`${name} has no conversation`)

function fail(why: string): never {
  throw new Error(why)
}

/** An agent replies in every conversation all through, and whoever is in the dark writes into it. */
function startTalk({ app, place }: Ground, clients: readonly Client[]) {
  const agent = createClient({
    baseUrl: app.origin,
    token: place.ownerToken,
    workspaceId: place.workspaceId,
  })
  const said = new Map<string, string[]>()
  const sessions = new Map<string, SessionId>()
  for (const client of clients.filter(({ name }) => !name.includes('second'))) {
    const { conversationId, sessionId } = placeOf(client)
    said.set(conversationId, [`${client.name} says hello`])
    sessions.set(conversationId, asId<SessionId>(sessionId))
  }
  let isOver = false

  async function talk(): Promise<void> {
    for (let n = 0; !isOver; n += 1) {
      for (const [conversationId, sessionId] of sessions) {
        const text = `reply ${n}`
        await agent.sessions.send({ sessionId, clientId: newClientId(), text })
        said.get(conversationId)?.push(text)
      }
      await sleep(replyEveryMs)
    }
  }

  const talking = talk()
  return {
    said: said as Said,
    /** Lets the last words be said; everybody has to have heard them in the end. */
    async stop() {
      isOver = true
      await talking
    },
  }
}

async function drop(client: Client, afterMs: number): Promise<Drop> {
  const { link, tab, darkMs } = client
  await sleep(afterMs)
  const at = performance.now()
  if (darkMs === Number.POSITIVE_INFINITY) link.changeAddress()
  else link.darken()
  const noticing = until(() => link.noticedMs()[0] != null, serverNoticesMs + 15_000)
  await sleep(Math.min(darkMs, serverNoticesMs + 5_000))
  // Somebody who has changed their address is watched until the server has noticed.
  if (darkMs === Number.POSITIVE_INFINITY) await noticing
  else await sleep(Math.max(0, darkMs - (performance.now() - at)))
  const serverMs = link.noticedMs()[0] ?? null
  const lostAt = tab.lostAt()
  link.restore()
  return { ...client, at, serverMs, clientMs: lostAt === null ? null : lostAt - at }
}

/** Tabs of the first visitors in a process of their own, put to sleep and woken. */
async function startSleeper(ground: Ground, visitors: readonly Client[]) {
  const child: ChildProcess = fork(join(root, 'tools/faults/sleeper.ts'))
  const ask = async (said: ToSleeper): Promise<SleeperReport> => {
    const answer = once(child, 'message')
    child.send(said)
    return (await answer)[0] as SleeperReport
  }
  const port = Number(new URL(ground.app.origin).port)
  const links = await Promise.all(visitors.map(() => openBlackHoleLink(port)))
  const tokens = visitors.map(({ tab }) => tab.token)
  await ask({ place: ground.place, origins: links.map(({ origin }) => origin), tokens })

  return {
    /** Answers for how long each was asleep before the server had let go of it. */
    async sleep(ms: number): Promise<readonly (number | null)[]> {
      await sleep(2_000)
      child.kill('SIGSTOP')
      for (const link of links) link.darken()
      await sleep(ms)
      const noticed = links.map((link) => link.noticedMs()[0] ?? null)
      for (const link of links) link.restore()
      child.kill('SIGCONT')
      return noticed
    },
    async compare(said: Said): Promise<Seen> {
      let report: SleeperReport = []
      const from = performance.now()
      const places = visitors.map((client) => placeOf(client).conversationId)
      const look = () => report.map(({ screen }, i) => hold(screen, said.get(places[i] ?? '') ?? []))
      for (;;) {
        report = await ask('report')
        const isDone = look().every(({ missing }) => missing === 0) && report.length === visitors.length
        if (isDone || performance.now() - from > 40_000) break
        await sleep(200)
      }
      return sumUp(look(), report.filter(({ isLive }) => isLive).length)
    },
    async stop() {
      for (const link of links) link.close()
      child.kill('SIGKILL')
    },
  }
}

type Held = Readonly<{ missing: number; doubled: number }>
type Seen = Held & Readonly<{ resumed: number }>

function hold(screen: readonly string[], words: readonly string[]): Held {
  const shown = new Set(screen)
  return {
    missing: words.filter((text) => !shown.has(text)).length,
    doubled: screen.length - shown.size,
  }
}

const sumUp = (held: readonly Held[], live: number): Seen => ({
  missing: held.reduce((sum, { missing }) => sum + missing, 0),
  doubled: held.reduce((sum, { doubled }) => sum + doubled, 0),
  resumed: Math.min(live, held.filter(({ missing }) => missing === 0).length),
})

/** In the end every tab is live again and shows everything. */
async function compare(clients: readonly Client[], said: Said): Promise<Seen> {
  const look = () =>
    clients.map((client) => hold(client.tab.screen(), said.get(placeOf(client).conversationId) ?? []))
  const isRight = () =>
    clients.every(({ tab }) => tab.isLive()) && look().every(({ missing }) => missing === 0)
  await until(isRight, 45_000)
  return sumUp(look(), clients.filter(({ tab }) => tab.isLive()).length)
}

type Outcome = Readonly<{
  drops: readonly Drop[]
  sleepMs: readonly (number | null)[]
  seen: Seen
  slept: Seen
  holes: number
}>

function verdict(plan: BlackHolePlan, { drops, sleepMs, seen, slept, holes }: Outcome): Verdict {
  const byServer = drops.filter(({ darkMs }) => darkMs > serverNoticesMs).map(({ serverMs }) => serverMs)
  const byClient = drops.filter(({ darkMs }) => darkMs > clientNoticesMs).map(({ clientMs }) => clientMs)
  const sleepers = plan.longestS * 1_000 > serverNoticesMs ? sleepMs : []
  const worstS = (times: readonly (number | null)[]) =>
    Math.max(0, ...times.map((ms) => (ms ?? Number.POSITIVE_INFINITY) / 1_000))
  const count = plan.dark + plan.moved + plan.asleep + 2 * plan.twins
  return judge('FAULT-5', {
    figures: [
      { name: 'drops', value: drops.length + sleepMs.length, want: count },
      { name: 'longest_s', value: plan.longestS },
      { name: 'noticed_by_server', value: byServer.length + sleepers.length },
      {
        name: 'detected_server_p100_s',
        value: worstS([...byServer, ...sleepers]),
        want: { atMost: serverNoticesMs / 1_000 },
      },
      {
        name: 'detected_client_p100_s',
        value: worstS(byClient),
        want: { atMost: clientNoticesMs / 1_000 },
      },
      { name: 'resumed', value: seen.resumed + slept.resumed, want: count },
      { name: 'missing', value: seen.missing + slept.missing, want: 0 },
      { name: 'dup_rendered', value: seen.doubled + slept.doubled, want: 0 },
    ],
    complaints: holes === 0 ? [] : [`The log has ${holes} holes`],
    seed: plan.seed,
  })
}
