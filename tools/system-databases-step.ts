import {
  findSystemPostgres,
  startSystemPostgres,
} from '../packages/server/src/platform/db/testing/start-system-postgres.ts'
import { hasRedis, startRedis } from '../packages/server/src/platform/realtime/testing/start-redis.ts'
import type { Step } from './step.ts'
import { vitestStep } from './vitest-step.ts'

const major = 15

/**
 * The database tests once more, on the oldest PostgreSQL that is promised, as the system installs it, with news between
 * servers over the system's Redis. Where one is not installed the step says so and does what it can.
 */
export function systemDatabasesStep(filters: readonly string[] = []): Step {
  const programs = findSystemPostgres(major)
  if (programs === undefined)
    return { name: `skipped: no PostgreSQL ${major} here`, run: async () => nothing }
  const name = hasRedis
    ? `database tests on PostgreSQL ${major} and Redis`
    : `database tests on PostgreSQL ${major} (skipped: no redis-server here)`
  return {
    name,
    run: async () => {
      await using opened = new AsyncDisposableStack()
      const postgres = await startSystemPostgres(programs)
      opened.defer(postgres.stop)
      const redis = hasRedis ? await startRedis() : null
      if (redis !== null) opened.defer(redis.stop)
      const env = { RAPPORT_TEST_DATABASE_URL: postgres.url, RAPPORT_TEST_BUS: redis?.url ?? '' }
      return await vitestStep(name, 'database', filters, env).run()
    },
  }
}

const nothing = { passed: 0, failed: 0, seconds: 0, output: '' }
