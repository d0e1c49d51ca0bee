import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A program that a page or a docstring shows: where it stands, and its source as a module of its own. */
export type Example = Readonly<{ name: string; source: string }>

/** Every TypeScript block of a page. Each is a whole program. */
function readPage(file: string, text: string): readonly Example[] {
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, source = ''], i) => ({
    name: `${file}#${i + 1}`,
    source: `${source}\nexport {}\n`,
  }))
}

/** Every `@example` of a source, with what it speaks of declared before it. */
function readDocstrings(file: string, text: string): readonly Example[] {
  const blocks = [...text.matchAll(/@example\n((?:\s*\* ?(?!@|\/).*\n)+)/g)]
  return blocks.map(([, block = ''], i) => {
    const lines = block.split('\n').map((line) => line.replace(/^\s*\* ?/, ''))
    // In a block of its own: what an example declares may be called what the scene is called.
    return { name: `${file}@${i + 1}`, source: `${scene}\n{\n${lines.join('\n')}\n}\n` }
  })
}

/** Every example of the pages and of the package itself. */
export function listExamples(root: string): readonly Example[] {
  const read = (file: string) => readFileSync(join(root, file), 'utf8')
  const pages = ['packages/sdk/README.md', ...globSync('docs/developers/*.md', { cwd: root })]
  const sources = globSync('packages/sdk/src/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts'),
  )
  return [
    ...pages.toSorted().flatMap((file) => readPage(file, read(file))),
    ...sources.toSorted().flatMap((file) => readDocstrings(file, read(file))),
  ]
}

/** What docstrings take for granted: somebody signed in, a program with a key, a session, and a screen. */
const scene = `import * as sdk from '@rapport/sdk'
const {
  createAgentSessionStores, createChannel, createClient, createCountsStore, createListStore, createLiveClient,
  createRapport, createVisitorSessionStore, isRapportError, newClientId, signWebhook, verifyWebhook,
} = sdk
const read = (name: string): string => process.env[name] ?? ''
const [origin, key, token] = [read('RAPPORT_ORIGIN'), read('RAPPORT_KEY'), read('RAPPORT_TOKEN')]
const [inboxId, secret, sessionId] = [read('RAPPORT_INBOX'), read('RAPPORT_INBOUND_SECRET'), read('RAPPORT_SESSION')]
const client = createClient({ baseUrl: origin, token })
const rapport = createRapport({ origin, key })
const live = createLiveClient({ who: 'agent', baseUrl: origin, token })
const { row } = await client.sessions.get({ sessionId })
const { conversationId } = row.session
const belongs = () => true
const showTyping = (actor: { kind: string }) => void actor
const showTakenByAnother = () => undefined
function useSyncExternalStore<T>(subscribe: (listener: () => void) => () => void, get: () => T): T {
  subscribe(() => undefined)()
  return get()
}`
