import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The browser that end-to-end tests drive: the one `RAPPORT_CHROMIUM` names, else the system's. None is downloaded,
 * so that tests run with what the machine keeps up to date. Undefined when there is none.
 */
export function findChromium(): string | undefined {
  const named = process.env.RAPPORT_CHROMIUM
  if (named) return isExecutable(named) ? named : undefined
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return [...candidates, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'].find(isExecutable)
}

/** What to do about a machine without one. */
export const noChromium =
  'No Chromium found. Install it (Debian, Ubuntu: apt-get install chromium fonts-noto-cjk), or name one in RAPPORT_CHROMIUM.'
