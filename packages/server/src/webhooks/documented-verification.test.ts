import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { instant } from '@rapport/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newWebhookSecret, webhookHeaders } from '../platform/crypto/index.ts'

type Verify = (body: string, headers: Readonly<Record<string, string>>, secret: string) => unknown

const page = fileURLToPath(new URL('../../../../docs/developers/webhooks.md', import.meta.url))
let text: string
let folder: string
let programs: Verify[]
beforeAll(async () => {
  text = await readFile(page, 'utf8')
  folder = await mkdtemp(join(tmpdir(), 'rapport-documented-'))
  programs = await Promise.all(
    [...text.matchAll(/```js\n(.*?)```/gs)].map((found, i) => load(found[1] ?? '', i)),
  )
})
afterAll(() => rm(folder, { recursive: true }))

/** A program of the page as a module; the library is found where this project has it. */
async function load(source: string, i: number): Promise<Verify> {
  const library = import.meta.resolve('standardwebhooks')
  const path = join(folder, `${i}.mjs`)
  await writeFile(path, source.replace("'standardwebhooks'", JSON.stringify(library)))
  const { verify } = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as { verify: Verify }
  return verify
}

const secret = newWebhookSecret()
const body = JSON.stringify({ type: 'ping', text: 'Zažijte 退款 🙂' })
const signed = (at: number, secrets: readonly string[]) =>
  webhookHeaders({ id: 'delivery-1', at: instant(at), body }, secrets)

test('both documented programs take what we sign, also while the secret is changed, and read it', () => {
  expect(programs).toHaveLength(2)
  for (const verify of programs) {
    expect(verify(body, signed(Date.now(), [secret]), secret)).toEqual(JSON.parse(body))
    expect(verify(body, signed(Date.now(), [newWebhookSecret(), secret]), secret)).toEqual(JSON.parse(body))
  }
})

test('both refuse what is altered, late, or signed with another secret', () => {
  for (const verify of programs) {
    expect(() => verify(`${body} `, signed(Date.now(), [secret]), secret)).toThrow()
    expect(() => verify(body, signed(Date.now() - 10 * 60_000, [secret]), secret)).toThrow()
    expect(() => verify(body, signed(Date.now(), [newWebhookSecret()]), secret)).toThrow()
    expect(() => verify(body, { ...signed(Date.now(), [secret]), 'webhook-id': 'other' }, secret)).toThrow()
  }
})

test('the documented example is signed as it says', () => {
  const row = (name: string) => new RegExp(`\\| ${name} \\| \`(.+?)\` \\|`).exec(text)?.[1] ?? ''
  const at = instant(Number(row('`webhook-timestamp`')) * 1_000)
  const content = { id: row('`webhook-id`'), at, body: row('Body') }
  expect(webhookHeaders(content, [row('Secret')])['webhook-signature']).toBe(row('Signature'))
})
