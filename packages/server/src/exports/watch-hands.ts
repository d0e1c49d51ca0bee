import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import type { ExportId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { isInHand } from './exports-queries.ts'

/** An export was cancelled, or somebody else goes on with it: what was written now counts for nothing. */
export class NotOurs extends Error {
  constructor() {
    super('This export is not in these hands any more')
    this.name = 'NotOurs'
  }
}

/** To be called between two small pieces of work: it rests for the sake of others, and throws `NotOurs` in time. */
export type Hands = Readonly<{ look(): Promise<void> }>

const lookMs = 500
const workMs = 15
/** Of a node that writes so many messages a second, an export takes half of the time it could have. */
const messagesForHalf = 25
const restsMax = 20

/**
 * How long to rest for each millisecond of work, so that whoever writes messages hardly notices: nothing on a quiet node,
 * and twenty on one that writes as fast as it can.
 */
const restsFor = (messagesPerSecond: number): number =>
  Math.min(restsMax, messagesPerSecond / messagesForHalf)

/** Watches over an export that is being written to `key`. */
export function watchHands(ctx: AgentContext, place: Readonly<{ id: ExportId; key: string }>): Hands {
  let lookedAt = performance.now()
  let beganAt = lookedAt
  return {
    async look() {
      const now = performance.now()
      const worked = now - beganAt
      if (worked < workMs) return
      const rest = worked * restsFor(ctx.measures.messagesPerSecond())
      if (rest >= 1) await sleep(rest)
      else await setImmediate()
      beganAt = performance.now()
      if (beganAt - lookedAt < lookMs) return
      lookedAt = beganAt
      if (!(await isInHand(ctx.db, ctx.scope, place))) throw new NotOurs()
    },
  }
}
