import { findRunningPostgres, startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts'

// A server of its own in a process of its own, for tests that kill it: says where it is as one line of JSON, and stops
// in order when told so on its standard input.
const dataDir = process.argv[2] ?? ''
const say = (fields: object, message: string) =>
  process.stderr.write(`${message} ${JSON.stringify(fields)}\n`)

const embedded = await startEmbeddedPostgres({ dataDir, log: { info: say, warn: say, error: say } }).catch(
  (error: Error) => {
    process.stdout.write(`${JSON.stringify({ error: error.name, message: error.message })}\n`)
    process.exit(1)
  },
)
process.stdout.write(
  `${JSON.stringify({
    pid: embedded.pid(),
    user: embedded.user,
    cluster: embedded.cluster,
    connection: embedded.connection,
    found: await findRunningPostgres(dataDir),
  })}\n`,
)
process.stdin.on('data', () => void embedded.stop().then(() => process.exit(0)))
