import { newClientId } from '@rapport/sdk'
import { openExemptions, readConfig } from '@rapport/server/operating'
import { enterDesk, type Replayed, replayConversations, type Script } from '../../packages/cli/src/index.ts'
import type { Desk } from './open-desk.ts'

/** How many visitors talk at once, how often each comes, and how long they think between two lines, at most. */
export type Talks = Readonly<{ visitors: number; comings: number; thinkMsMax: number }>

const lines = [
  ['contact', 'Good morning, my order is late'],
  ['agent', 'I will look for it'],
  ['contact', 'Thank you, it was to come on Monday'],
  ['contact', 'And one cup is missing'],
  ['agent', 'The other parcel comes tomorrow'],
  ['contact', 'Then all is well'],
] as const

/** Visitors talk with the owner through sockets of their own, each session to its end, as `rapport replay` has them. */
export async function holdTalks(
  desk: Desk,
  { visitors, comings, thinkMsMax }: Talks,
  signal: AbortSignal,
): Promise<Replayed> {
  const replayDesk = await enterDesk({
    url: desk.lines.api.origin,
    email: desk.owner.email,
    password: desk.owner.password,
    inbox: desk.inbox.name,
    exemption: await openExemptions(readConfig({ RAPPORT_DATA_DIR: desk.product.dataDir })),
  })
  const scripts = someScripts(visitors * comings, thinkMsMax)
  return await replayConversations(replayDesk, scripts, { visitors, signal, onProgress: () => undefined })
}

async function* someScripts(count: number, thinkMsMax: number): AsyncGenerator<Script> {
  for (let n = 1; n <= count; n++) {
    yield {
      id: `talk ${n}`,
      locale: null,
      lines: lines.map(([by, text], at) => ({
        clientId: newClientId(),
        by,
        text: `${text} (${n})`,
        // Spread without chance, so that a run can be had again.
        afterMs: ((n * 7919 + at * 104_729) % 1000) * (thinkMsMax / 1000),
      })),
    }
  }
}
