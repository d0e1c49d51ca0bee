import type { Platform, Scope } from '../platform/context.ts'
import { makeLink } from '../platform/files/index.ts'
import type { News } from './make-news.ts'

type Chained = Readonly<{ frame: string; after: number; bytes: Buffer }>
const lastChained = new WeakMap<News, Chained>()

/**
 * A frame of news as one follower gets it: links to files in their own name, and the place it follows. Nearly everybody
 * who follows a conversation is at the same place: they get the same bytes, so that what many have not read yet is held
 * once.
 */
export function chainFrame(
  platform: Platform,
  scope: Scope,
  news: News,
  { frame, after }: Readonly<{ frame: string; after: number }>,
): Buffer {
  const own = inTheirName(platform, scope, news, frame)
  const known = lastChained.get(news)
  if (known !== undefined && known.frame === own && known.after === after) return known.bytes
  const bytes = Buffer.from(`${own.slice(0, -1)},"after":${after}}`)
  lastChained.set(news, { frame: own, after, bytes })
  return bytes
}

/** A link ends with the token of whom it was given to, and news is made once for all. */
function inTheirName(platform: Platform, scope: Scope, { files }: News, frame: string): string {
  return files.reduce((text, { id: fileId, url }) => {
    const own = makeLink({ ...platform, scope }, { workspaceId: scope.workspaceId, fileId })
    return text.replace(JSON.stringify(url), () => JSON.stringify(own.url))
  }, frame)
}
