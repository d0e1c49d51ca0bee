import { type BanView, banEndpoints } from '@rapport/contract'
import { type Route, route } from '../platform/http/index.ts'
import { decodeKey, pageOf } from '../platform/http/page-key.ts'
import { type BlockSessions, banContact, unban } from './ban-contact.ts'
import { type Ban, listBans } from './bans-queries.ts'

/** The endpoints of bans. Sessions end by the hands of those who know them, which the wiring passes in. */
export const createBanRoutes = (blockSessions: BlockSessions): readonly Route[] => [
  route(banEndpoints.list, async ({ db, scope }, { state, contactId = null, limit, cursor }) => {
    const before = cursor === undefined ? null : decodeKey(cursor)
    const found = await listBans(db, scope, { state, contactId, before, limit: limit + 1 })
    const { items, next } = pageOf(found, limit, ({ createdAt, id }) => ({ at: createdAt, id }))
    return { items: items.map(presentBan), next }
  }),
  route(banEndpoints.create, async (ctx, banning) => {
    const { ban, endedSessions } = await banContact(ctx, blockSessions, banning)
    return { ban: presentBan(ban), endedSessions }
  }),
  route(banEndpoints.lift, async (ctx, { banId }) => presentBan(await unban(ctx, banId))),
]

const presentBan = ({ contactId, contactName, contactAvatarUrl, ...ban }: Ban): BanView => ({
  ...ban,
  contact: { id: contactId, name: contactName, avatarUrl: contactAvatarUrl },
})
