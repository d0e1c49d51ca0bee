import type { SessionRow } from '@rapport/contract'
import { type Audience, asId, sessionFor, type TagId } from '@rapport/domain'
import type { ListedRecord } from './named-rows-queries.ts'
import { fromRow } from './session-row.ts'

/** A list's row on the wire, as an audience may see it. */
export function presentRow(row: ListedRecord, audience: Audience): SessionRow {
  return {
    session: sessionFor(audience, fromRow(row)),
    contact: { name: row.contact_name, avatarUrl: row.contact_avatar_url },
    inbox: { name: row.inbox_name, channelKind: row.channel_kind, channelLabel: row.channel_label },
    agentName: row.agent_name,
    botName: row.bot_name,
    teamName: row.team_name,
    preview: row.preview === '' && (row.preview_files ?? 0) > 0 ? '📎' : row.preview,
    summary: row.summary,
    unread: row.unread,
    about: {
      email: row.contact_email,
      phone: row.contact_phone,
      tagIds: row.contact_tag_ids.map((id) => asId<TagId>(id)),
      fields: row.contact_fields,
    },
    fields: row.fields,
    origin: {
      language: row.language,
      country: row.country,
      pageUrl: row.page_url,
      referrer: row.referrer,
      device: row.device,
    },
  }
}
