import { expect, test } from 'vitest'
import { ConfigRefused, readConfig } from './config.ts'

test('nothing set is a complete configuration, open to this machine alone', () => {
  const config = readConfig({})
  expect(config).toMatchObject({
    port: 4300,
    host: '127.0.0.1',
    demo: true,
    shopPort: 4301,
    databaseUrl: null,
    publicOrigin: 'http://localhost:4300',
    filesOrigin: 'http://localhost:4300',
    trustedProxies: 0,
    allowedNetworks: [],
    apiRate: 1_200,
    secretKey: null,
    busUrl: null,
    drainSeconds: 0,
    metricsToken: null,
    metricsPort: null,
  })
  expect(config.consoleOrigins).toContain('http://127.0.0.1:4300')
})

test('with a public origin the console is opened from there and from what is named beside it', () => {
  const config = readConfig({
    RAPPORT_PUBLIC_ORIGIN: 'https://desk.example.com/',
    RAPPORT_CONSOLE_ORIGINS: 'http://127.0.0.1:4310, https://other.example.com',
  })
  expect(config.publicOrigin).toBe('https://desk.example.com')
  expect(config.consoleOrigins).toEqual([
    'https://desk.example.com',
    'http://127.0.0.1:4310',
    'https://other.example.com',
  ])
})

test.each([
  ['PORT', '0'],
  ['PORT', '65536'],
  ['PORT', 'http'],
  ['RAPPORT_DEMO', 'maybe'],
  ['RAPPORT_PUBLIC_ORIGIN', 'desk.example.com'],
  ['RAPPORT_PUBLIC_ORIGIN', 'https://desk.example.com/rapport'],
  ['RAPPORT_FILES_ORIGIN', 'javascript:alert(1)'],
  ['DATABASE_URL', 'mysql://root@localhost/x'],
  ['RAPPORT_TRUSTED_PROXIES', '-1'],
  ['RAPPORT_ALLOWED_NETWORKS', '10.0.0.0/8, localhost'],
  ['RAPPORT_ALLOWED_NETWORKS', '10.0.0.0/33'],
  ['RAPPORT_SECRET_KEY', 'short'],
  ['RAPPORT_LOG_LEVEL', 'loud'],
  ['RAPPORT_BUS', 'nats://127.0.0.1'],
  ['RAPPORT_BUS', 'redis://'],
  ['RAPPORT_DRAIN_SECONDS', '61'],
  ['RAPPORT_METRICS_TOKEN', 'short'],
  ['RAPPORT_METRICS_PORT', '0'],
])('%s=%s is refused in one line that names the variable', (name, value) => {
  const refusal = () => readConfig({ [name]: value })
  expect(refusal).toThrow(ConfigRefused)
  expect(refusal).toThrow(new RegExp(`^${name} must be [^\n]+$`))
})

test('a refused address of a database is not repeated, as it holds a password', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://root:hunter2@db/x' })).toThrow(/^(?!.*hunter2)/)
})
