import {
  listInboxes,
  makeIdentitySecret,
  openIdentitySecret,
  type StaffedInbox,
  startsInOf,
} from '../inboxes/index.ts'
import type { Platform } from '../platform/context.ts'
import { demoInboxes, demoPassword, demoPeople } from './demo-people.ts'
import { startLiveVisitors } from './live-visitors.ts'
import { demoScope, ensureDemo } from './make-demo.ts'
import { type Shop, startShop } from './shop/start-shop.ts'

/** Where the demo's shop is to be, and whether somebody is to come by now and then. */
export type DemoOptions = Readonly<{ shopPort: number; live: boolean }>

/** One thing to open, as the start prints it. */
export type DemoOpening = Readonly<{ name: string; url: string; hint?: string }>

/** A demo that runs. `openings` is empty on a database that is somebody's own. */
export type Demo = Readonly<{ openings: readonly DemoOpening[]; stop(): Promise<void> }>

/**
 * Makes the demo if the database is empty, opens its shop on a port of its own, and lets pretend visitors in. On a
 * database that holds anything else it does nothing, so leaving the demo on harms nobody.
 */
export async function startDemo(platform: Platform, { shopPort, live }: DemoOptions): Promise<Demo> {
  const state = await ensureDemo(platform)
  if (state === 'not_ours') return { openings: [], stop: async () => undefined }
  const inbox = await findShopInbox(platform)
  if (inbox === undefined) return { openings: signIns(platform), stop: async () => undefined }
  const shop = await openShop(platform, shopPort, inbox)
  const leave = live
    ? startLiveVisitors(platform, { inboxId: inbox.id, startsIn: startsInOf(inbox) })
    : async () => undefined
  return {
    openings: [...signIns(platform), shop === null ? noShop(shopPort) : shopAt(shop)],
    async stop() {
      await leave()
      await shop?.stop()
    },
  }
}

const shopAt = ({ origin }: Shop): DemoOpening => ({
  name: 'Demo shop',
  url: origin,
  hint: 'write here as a customer',
})

const noShop = (port: number): DemoOpening => ({
  name: 'Demo shop',
  url: 'not open',
  hint: `port ${port} is in use by another program: set RAPPORT_SHOP_PORT to another one`,
})

/** The shop, or null when its port is somebody else's: the desk is worth having without it. */
async function openShop(platform: Platform, port: number, inbox: Chat): Promise<Shop | null> {
  try {
    return await startShop({
      port,
      deskOrigin: platform.publicOrigin,
      widgetKey: inbox.widget.key,
      identitySecret: await identitySecretOf(platform, inbox),
      log: platform.log,
    })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return null
  }
}

type Chat = StaffedInbox & Readonly<{ widget: NonNullable<StaffedInbox['widget']> }>

async function identitySecretOf(platform: Platform, { id }: StaffedInbox): Promise<string> {
  return (
    (await openIdentitySecret(platform, demoScope, id)) ?? (await makeIdentitySecret(platform, demoScope, id))
  )
}

/** The demo's people may have changed the inbox; whatever it is called, it is the web chat that starts with a bot. */
async function findShopInbox({ db }: Platform): Promise<Chat | undefined> {
  const inboxes = await listInboxes(db, demoScope)
  const chats = inboxes.filter((inbox): inbox is Chat => inbox.widget !== null)
  const name = demoInboxes[0]?.name
  return (
    chats.find((inbox) => inbox.name === name) ?? chats.find(({ startsIn }) => startsIn === 'bot') ?? chats[0]
  )
}

function signIns({ publicOrigin }: Platform): DemoOpening[] {
  const [owner, ...others] = demoPeople
  const hint = `sign in as ${owner.email}, or ${others.map(({ key }) => key).join(', ')}; password ${demoPassword}`
  return [{ name: 'Console', url: publicOrigin, hint }]
}
