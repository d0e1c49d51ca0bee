import type { Platform } from '../platform/context.ts'
import type { Reading } from './conversations.ts'
import { createHub, type Hub } from './hub.ts'
import { createPeople } from './present-bodies.ts'
import { readEpoch } from './read-epoch.ts'

/** What follows and what reads, sharing one knowledge of people. */
export type LiveDesk = Readonly<{ hub: Hub; reading: Reading }>

/** Puts together what live screens need of one server. `cannotSend` is the channels' word on an inbox. */
export function createLiveDesk(platform: Platform, cannotSend: Reading['cannotSend']): LiveDesk {
  const people = createPeople(platform)
  const epochOf: Reading['epochOf'] = (workspaceId) => readEpoch(platform, workspaceId)
  return {
    hub: createHub(platform, { people, readEpoch: epochOf }),
    reading: { people, epochOf, cannotSend },
  }
}
