import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, ImpactValue } from 'axe-core'
import type { Frame, Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe found on one screen: how many of each weight, and in words what is serious. */
export type Examined = Readonly<{ counts: Readonly<Record<Weight, number>>; serious: readonly string[] }>

export type Weight = 'minor' | 'moderate' | 'serious' | 'critical'

/** Runs every rule of axe on a page or a frame as it is at the moment, frames within it excepted. */
export async function examine(screen: Page | Frame): Promise<Examined> {
  await screen.evaluate(source)
  const results = await screen.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
    return axe.run(document, { iframes: false, resultTypes: ['violations'] }) as Promise<AxeResults>
  })
  const counts: Record<Weight, number> = { minor: 0, moderate: 0, serious: 0, critical: 0 }
  const serious: string[] = []
  for (const { id, impact, nodes } of results.violations) {
    counts[impact ?? 'minor'] += nodes.length
    if (!isSerious(impact)) continue
    serious.push(...nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`))
  }
  return { counts, serious }
}

const isSerious = (impact: ImpactValue | undefined) => impact === 'serious' || impact === 'critical'
