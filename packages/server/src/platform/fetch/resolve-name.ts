import { lookup, Resolver } from 'node:dns/promises'

/** Finds every address of a name; throws when there is none. */
export type ResolveName = (hostname: string) => Promise<readonly string[]>

// Node's own lookup waits in one of four threads that files and passwords need too: two names at a time may.
const lookupsMax = 2
let lookups = 0
const waiting: (() => void)[] = []

/**
 * The addresses of a name, from the name servers, or from what else this machine knows (its hosts file, its search
 * domains) when they have none. A name server that does not answer costs nobody but who asked for its names.
 */
export const resolveName: ResolveName = async (hostname) => {
  if (/^(.*\.)?localhost\.?$/.test(hostname)) return await lookUpHere(hostname)
  const resolver = new Resolver({ timeout: 1500, tries: 2 })
  const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
  const found = [four, six].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  if (found.length > 0) return found
  if (four.status === 'rejected' && isSilence(four.reason)) throw four.reason
  return await lookUpHere(hostname)
}

const isSilence = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'ETIMEOUT' || error.code === 'ESERVFAIL')

async function lookUpHere(hostname: string): Promise<readonly string[]> {
  while (lookups >= lookupsMax) await new Promise<void>((resolve) => void waiting.push(resolve))
  lookups += 1
  try {
    return (await lookup(hostname, { all: true })).map(({ address }) => address)
  } finally {
    lookups -= 1
    waiting.shift()?.()
  }
}
