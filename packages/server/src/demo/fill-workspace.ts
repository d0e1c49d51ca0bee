import type { Platform } from '../platform/context.ts'
import { type FillOptions, type FillTally, fillHistory } from './fill-history.ts'
import { ensureLargeCompany } from './large-company.ts'

/** How much to fill in, and from which seed; `name` is the workspace's, made where there is none. */
export type Filling = Readonly<{
  name: string
  sessions: number
  messages: number
  seed: number
  /** How many of them are still live; as many as a desk of that size has when left out. */
  live?: number
}> &
  Pick<FillOptions, 'onProgress' | 'signal'>

const days = 730
const liveMax = 2_400

/** Two years of sessions in a workspace, with as many live ones as a desk of that size has. */
export async function fillWorkspace(
  platform: Pick<Platform, 'db' | 'now'>,
  { name, sessions, messages, live = Math.min(liveMax, Math.ceil(sessions / 50)), ...options }: Filling,
): Promise<FillTally> {
  const ground = await ensureLargeCompany(platform, { name, since: platform.now() - days * 86_400_000 })
  return await fillHistory(platform, ground, { ...options, extent: { sessions, messages, days, live } })
}
