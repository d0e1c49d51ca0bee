import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

// A browser reads every line end as this one, and the policy names the bytes it reads.
const read = (name: string) =>
  readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n')

// In the order in which they need each other: in the page they are one script.
const modules = [
  'elements.js',
  'formats.js',
  'search.js',
  'sessions.js',
  'batches.js',
  'list-view.js',
  'results-view.js',
  'session-view.js',
  'main.js',
]

/** Modules laid end to end in one scope: what they take from each other is there by its name. */
function joined(names: readonly string[]): string {
  const sources = names.map((name) =>
    read(name)
      .replace(/^import [^']*'[^']*'\n/gm, '')
      .replace(/^export /gm, ''),
  )
  return `'use strict'\n;(() => {\n${sources.join('\n')}})()\n`
}

const sourceHash = (bytes: string) => `'sha256-${createHash('sha256').update(bytes).digest('base64')}'`

/** The look of every page. */
export const pageStyle = ['page.css', 'list.css', 'talk.css', 'narrow-and-print.css'].map(read).join('\n')

/** What makes a page of sessions work: its list, its search, and one session at a time. */
export const pageScript = joined(modules)

/**
 * The policy a page carries: nothing is fetched from anywhere, pictures are in the page, and only the style and the
 * script that stand in it, byte for byte, have any effect. Whatever else a text might bring along is dead.
 */
export const pagePolicy = (script: string | null): string =>
  [
    "default-src 'none'",
    'img-src data:',
    `style-src ${sourceHash(pageStyle)}`,
    `script-src ${script === null ? "'none'" : sourceHash(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
