import { createViewingNotes } from '../audit/index.ts'
import type { Platform } from '../platform/context.ts'
import type { Reading } from './conversations.ts'
import { createHub, type Hub } from './hub.ts'
import { createPeople } from './present-bodies.ts'
import { readEpoch } from './read-epoch.ts'

/** What follows and what reads, sharing one knowledge of people. */
export type LiveDesk = Readonly<{ hub: Hub; reading: Reading }>

/** Puts together what live screens need of one server. `sendingOn` is the channels' word on whether one may answer. */
export function createLiveDesk(platform: Platform, sendingOn: Reading['sendingOn']): LiveDesk {
  const people = createPeople(platform)
  const epochOf: Reading['epochOf'] = (workspaceId) => readEpoch(platform, workspaceId)
  return {
    hub: createHub(platform, { people, readEpoch: epochOf }),
    reading: { people, epochOf, sendingOn, noteViewing: createViewingNotes(platform) },
  }
}
