import type { GenericSettings } from '@rapport/contract'
import type { InboxId } from '@rapport/domain'

/** A generic channel that nothing was said about: it receives, and calls nobody. */
export const unconnected: GenericSettings = { url: null, deduplicates: false, replyWindowHours: null }

/** The settings of a generic inbox as they are stored: what an import left out is what `unconnected` says. */
export const readGenericSettings = (stored: object): GenericSettings => ({ ...unconnected, ...stored })

/** Where the program of a channel sends what contacts say. Made from the configured origin, never from a header. */
export const hookUrlOf = (
  { publicOrigin }: Readonly<{ publicOrigin: string }>,
  inbox: Readonly<{ id: InboxId; channelKind: string }>,
): string => `${publicOrigin}/hooks/${inbox.channelKind}/${inbox.id}`
