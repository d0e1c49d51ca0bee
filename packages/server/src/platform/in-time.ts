import { AppError } from './errors.ts'

/**
 * The outcome of work, or `unavailable` once it has taken too long: for proving who somebody is, so that a database that
 * neither answers nor breaks lets nobody in, and keeps nobody waiting. The work itself goes on, with nobody to answer.
 */
export async function inTime<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new AppError('unavailable', { reason: 'took too long' })), limitMs)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** How long it may take to find out who somebody is. */
export const provingMs = 4_000
