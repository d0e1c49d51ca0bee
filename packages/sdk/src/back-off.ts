/**
 * How long to wait before attempt number `attempt` (0 is the first): doubling from `firstMs` to `mostMs`, and between
 * half and all of that at random, so that many clients of one restarted server do not return in step.
 */
export function backOffMs(attempt: number, firstMs: number, mostMs: number): number {
  return Math.min(mostMs, firstMs * 2 ** attempt) * (0.5 + Math.random() / 2)
}
