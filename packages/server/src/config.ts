import { resolve } from 'node:path'
import { checkNetworks } from './platform/fetch/index.ts'
import { loopbackOrigins } from './platform/http/index.ts'
import type { LogLevel } from './platform/log/index.ts'

/** How this installation runs: read once from the environment, checked, complete. */
export type Config = Readonly<{
  port: number
  host: string
  dataDir: string
  demo: boolean
  /** Whether pretend visitors come to the demo. */
  demoLive: boolean
  shopPort: number
  /** A PostgreSQL of one's own; null for the one that comes along. */
  databaseUrl: string | null
  publicOrigin: string
  filesOrigin: string
  /** Every origin the console may be opened from, `publicOrigin` first. */
  consoleOrigins: readonly string[]
  trustedProxies: number
  /** In which header a proxy of one's own says the caller's country; null for in none. */
  countryHeader: string | null
  /** Private networks that outgoing requests may reach, as CIDR. */
  allowedNetworks: readonly string[]
  /** Requests a minute with one API key. */
  apiRate: number
  /** 32 bytes; null for the key file in the data folder. */
  secretKey: Buffer | null
  logLevel: LogLevel
  /** A Redis that carries news between nodes; null for PostgreSQL itself. */
  busUrl: string | null
  /** How long a stopping server goes on answering, so that proxies notice. */
  drainSeconds: number
  /** What reads the metrics shows; null where nobody may by the server's own port. */
  metricsToken: string | null
  /** A port for the metrics alone; null for none. */
  metricsPort: number | null
  /** The server that sends mail, and from whom; null for none. */
  mail: Readonly<{ url: string; from: string }> | null
}>

/** A variable has a value that cannot be used. The message is one line that says which, and what would do. */
export class ConfigRefused extends Error {
  constructor(name: string, expected: string) {
    super(`${name} must be ${expected}`)
    this.name = 'ConfigRefused'
  }
}

/** Every variable there is, with its default and what it does: the reference is made from this. */
export const configVariables = {
  PORT: { fallback: '4300', about: 'The port to listen on, 1 to 65535.' },
  HOST: {
    fallback: '127.0.0.1',
    about:
      'The address to listen on. Only this machine reaches the default; 0.0.0.0 opens it to the network.',
  },
  RAPPORT_DATA_DIR: {
    fallback: './data',
    about: 'The folder for the database that comes along, uploaded files and the key. Created when missing.',
  },
  RAPPORT_DEMO: {
    fallback: '1',
    about:
      'On an empty database, 1 makes a demo workspace and a shop page with a widget; 0 begins with set-up.',
  },
  RAPPORT_DEMO_LIVE: {
    fallback: '1',
    about: 'Whether pretend visitors write to the demo now and then: 1 or 0.',
  },
  RAPPORT_SHOP_PORT: {
    fallback: '',
    about: "The port of the demo's shop page; the port after PORT by default.",
  },
  DATABASE_URL: {
    fallback: '',
    about: 'A PostgreSQL 15 to 18 of your own, as postgres://user:password@host:5432/name.',
  },
  RAPPORT_PUBLIC_ORIGIN: {
    fallback: '',
    about: 'Where browsers reach the server, as https://desk.example.com. http://localhost:PORT by default.',
  },
  RAPPORT_FILES_ORIGIN: {
    fallback: '',
    about:
      'An origin of its own for uploaded files, on another domain and led to this server; the public one by default.',
  },
  RAPPORT_CONSOLE_ORIGINS: {
    fallback: '',
    about:
      'Further origins the console is opened from, separated by commas: a development server, a second name.',
  },
  RAPPORT_TRUSTED_PROXIES: {
    fallback: '0',
    about:
      'How many proxies of your own stand before the server, 0 to 10: whose X-Forwarded-For is believed.',
  },
  RAPPORT_COUNTRY_HEADER: {
    fallback: '',
    about:
      "The header in which a proxy of your own says a visitor's country, such as cf-ipcountry; it must take out what callers send.",
  },
  RAPPORT_ALLOWED_NETWORKS: {
    fallback: '',
    about:
      'Private networks that webhooks and channels may call, separated by commas: 127.0.0.1/32,10.0.0.0/8. None by default.',
  },
  RAPPORT_API_RATE: {
    fallback: '1200',
    about: 'How many requests a minute one API key may make, 1 to 100000, on each server.',
  },
  RAPPORT_SECRET_KEY: {
    fallback: '',
    about:
      'The key that seals secrets and signs links: 64 hexadecimal digits. A key file in the data folder by default.',
  },
  RAPPORT_LOG_LEVEL: { fallback: 'info', about: 'fatal, error, warn, info, debug, trace or silent.' },
  RAPPORT_BUS: {
    fallback: '',
    about:
      'What carries news between servers, as redis://host:6379 or rediss://…; PostgreSQL itself by default.',
  },
  RAPPORT_DRAIN_SECONDS: {
    fallback: '0',
    about: 'How long a stopping server says that it is not ready before it stops answering, 0 to 60.',
  },
  RAPPORT_METRICS_TOKEN: {
    fallback: '',
    about: 'Opens /metrics to whoever sends it as a bearer token: 16 to 200 letters, digits and signs.',
  },
  RAPPORT_METRICS_PORT: {
    fallback: '',
    about: 'A port for /metrics alone, without a token, on the address of HOST.',
  },
  SMTP_URL: {
    fallback: '',
    about:
      'The server that sends mail, as smtp://user:password@host:587 or smtps://…:465. Without one nothing is sent.',
  },
  MAIL_FROM: {
    fallback: '',
    about: 'From whom mail is sent, as Desk <desk@example.com>; wanted with SMTP_URL.',
  },
} as const

type Variable = keyof typeof configVariables
type Environment = Readonly<Record<string, string | undefined>>

const logLevels: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** Reads the configuration, or throws `ConfigRefused` at the first variable that cannot be used. */
export function readConfig(environment: Environment): Config {
  const read = (name: Variable) => environment[name]?.trim() || configVariables[name].fallback
  const port = readNumber('PORT', read('PORT'), { min: 1, max: 65_535 })
  const publicOrigin = readOrigin('RAPPORT_PUBLIC_ORIGIN', read('RAPPORT_PUBLIC_ORIGIN'))
  const filesOrigin = readOrigin('RAPPORT_FILES_ORIGIN', read('RAPPORT_FILES_ORIGIN'))
  const further = read('RAPPORT_CONSOLE_ORIGINS')
    .split(',')
    .map((origin) => readOrigin('RAPPORT_CONSOLE_ORIGINS', origin.trim()))
  const own = publicOrigin ?? `http://localhost:${port}`
  const logLevel = logLevels.find((level) => level === read('RAPPORT_LOG_LEVEL'))
  if (!logLevel) throw new ConfigRefused('RAPPORT_LOG_LEVEL', `one of ${logLevels.join(', ')}`)

  return {
    port,
    host: read('HOST'),
    dataDir: resolve(read('RAPPORT_DATA_DIR')),
    demo: readSwitch('RAPPORT_DEMO', read('RAPPORT_DEMO')),
    demoLive: readSwitch('RAPPORT_DEMO_LIVE', read('RAPPORT_DEMO_LIVE')),
    shopPort: readNumber('RAPPORT_SHOP_PORT', read('RAPPORT_SHOP_PORT') || String(port + 1), {
      min: 1,
      max: 65_535,
    }),
    databaseUrl: readDatabaseUrl(read('DATABASE_URL')),
    publicOrigin: own,
    filesOrigin: filesOrigin ?? own,
    consoleOrigins: [
      ...new Set([own, ...(publicOrigin ? [] : loopbackOrigins(port)), ...further.filter((o) => o !== null)]),
    ],
    trustedProxies: readNumber('RAPPORT_TRUSTED_PROXIES', read('RAPPORT_TRUSTED_PROXIES'), {
      min: 0,
      max: 10,
    }),
    countryHeader: readHeaderName(read('RAPPORT_COUNTRY_HEADER')),
    allowedNetworks: readNetworks(read('RAPPORT_ALLOWED_NETWORKS')),
    apiRate: readNumber('RAPPORT_API_RATE', read('RAPPORT_API_RATE'), { min: 1, max: 100_000 }),
    secretKey: readKey(read('RAPPORT_SECRET_KEY')),
    logLevel,
    busUrl: readBus(read('RAPPORT_BUS')),
    drainSeconds: readNumber('RAPPORT_DRAIN_SECONDS', read('RAPPORT_DRAIN_SECONDS'), { min: 0, max: 60 }),
    metricsToken: readMetricsToken(read('RAPPORT_METRICS_TOKEN')),
    metricsPort: readMetricsPort(read('RAPPORT_METRICS_PORT')),
    mail: readMail(read('SMTP_URL'), read('MAIL_FROM')),
  }
}

function readHeaderName(text: string): string | null {
  if (text === '') return null
  if (/^[a-z0-9-]{1,60}$/i.test(text)) return text.toLowerCase()
  throw new ConfigRefused('RAPPORT_COUNTRY_HEADER', 'the name of a header such as cf-ipcountry')
}

function readBus(text: string): string | null {
  if (text === '') return null
  if (/^rediss?:\/\/./.test(text) && URL.canParse(text)) return text
  // The value is not repeated: it may hold a password.
  throw new ConfigRefused('RAPPORT_BUS', 'an address such as redis://host:6379, or nothing for PostgreSQL')
}

function readMail(url: string, from: string): Config['mail'] {
  if (url === '') return null
  // Neither value is repeated: the address holds a password.
  if (!/^smtps?:\/\/./.test(url) || !URL.canParse(url))
    throw new ConfigRefused('SMTP_URL', 'an address such as smtp://user:password@host:587')
  if (/^(?:[^<>\r\n]{1,100}<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(from)) return { url, from }
  throw new ConfigRefused('MAIL_FROM', 'an address such as Desk <desk@example.com>, as SMTP_URL is set')
}

function readMetricsToken(text: string): string | null {
  if (text === '') return null
  if (/^[\w.~+/=-]{16,200}$/.test(text)) return text
  throw new ConfigRefused(
    'RAPPORT_METRICS_TOKEN',
    '16 to 200 letters, digits and signs: "openssl rand -hex 32"',
  )
}

function readMetricsPort(text: string): number | null {
  return text === '' ? null : readNumber('RAPPORT_METRICS_PORT', text, { min: 1, max: 65_535 })
}

function readNumber(
  name: Variable,
  text: string,
  { min, max }: Readonly<{ min: number; max: number }>,
): number {
  const value = Number(text)
  if (/^\d{1,6}$/.test(text) && value >= min && value <= max) return value
  throw new ConfigRefused(name, `a number from ${min} to ${max}, not "${text}"`)
}

function readSwitch(name: Variable, text: string): boolean {
  if (text === '1' || text === 'true') return true
  if (text === '0' || text === 'false') return false
  throw new ConfigRefused(name, `0 or 1, not "${text}"`)
}

function readOrigin(name: Variable, text: string): string | null {
  if (text === '') return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && (text === url.origin || text === `${url.origin}/`))
    return url.origin
  throw new ConfigRefused(name, `an origin such as https://desk.example.com, not "${text}"`)
}

function readDatabaseUrl(text: string): string | null {
  if (text === '') return null
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text
  // The value is not repeated: it holds a password.
  throw new ConfigRefused('DATABASE_URL', 'an address such as postgres://user:password@host:5432/name')
}

function readNetworks(text: string): readonly string[] {
  const networks = text.split(',').flatMap((network) => network.trim() || [])
  try {
    return checkNetworks(networks)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new ConfigRefused(
      'RAPPORT_ALLOWED_NETWORKS',
      `networks such as 10.0.0.0/8,fd12::/16, not "${error.message}"`,
    )
  }
}

function readKey(text: string): Buffer | null {
  if (text === '') return null
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  throw new ConfigRefused(
    'RAPPORT_SECRET_KEY',
    '64 hexadecimal digits: make them with "openssl rand -hex 32"',
  )
}
