import { type Browser, chromium } from 'playwright-core'
import { findChromium, noChromium } from './find-chromium.ts'

// As root there is no sandbox to be had; the rest keeps a browser without a network from looking for one.
const settings = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the system's Chromium for tests, benchmarks and pictures; says what to install where there is none. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error(noChromium)
  return chromium.launch({ executablePath, args: settings })
}
