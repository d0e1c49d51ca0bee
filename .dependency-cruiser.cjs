/**
 * Who may import whom. Every rule has a probe in tools/boundaries/ that breaks it on purpose and must be refused;
 * a rule without a probe fails the check. docs/architecture.md says why the lines run where they do.
 */

// Tests and what only tests use may cross some lines: each rule that lets them says so with `notFromTests`.
const tests = '(\\.(test|spec)\\.tsx?$)|(/testing/)'
const frontDoors = '^packages/[^/]+/src/(index|light|operating)\\.ts$'
const server = '^packages/server/src/'
const wiring = '^packages/server/src/[^/]+\\.ts$'
const wholeServer = `${server}(app|config|platform/(db|http|log)/index)\\.ts$`
const testTools = 'node_modules/(@types/)?(vitest|fast-check|playwright-core|axe-core)/'

/**
 * The features of the server that may know another one, each through its index.ts. A feature that is not here knows
 * only `platform`. Sessions know nobody who reacts to them: consequences are lines in reactions.ts.
 */
const featureEdges = {
  audit: [],
  bans: ['contacts'],
  batches: ['sessions', 'team', 'workspaces', 'tags', 'audit'],
  automations: ['sessions', 'contacts', 'team', 'tags', 'fields', 'channels'],
  ai: ['sessions', 'tags', 'knowledge'],
  calls: ['sessions', 'contacts', 'channels'],
  channels: ['sessions', 'contacts', 'inboxes', 'bans'],
  contacts: ['tags', 'fields'],
  demo: [
    'workspaces',
    'team',
    'contacts',
    'sessions',
    'channels',
    'hosting',
    'imports',
    'inboxes',
    'tags',
    'fields',
    'views',
    'bans',
    'watch-words',
    'quality',
  ],
  exports: ['sessions', 'views', 'team', 'tags', 'fields', 'workspaces'],
  governance: ['sessions', 'contacts', 'audit'],
  hosting: ['sessions', 'channels', 'team'],
  imports: ['sessions', 'contacts', 'channels', 'workspaces', 'team', 'inboxes', 'tags', 'fields'],
  fields: [],
  inboxes: [],
  insights: ['sessions', 'team'],
  links: ['sessions', 'contacts'],
  notifications: ['sessions', 'team'],
  quality: ['sessions', 'workspaces'],
  reference: [],
  routing: ['sessions', 'team', 'channels'],
  search: ['sessions', 'contacts', 'audit'],
  sessions: ['contacts', 'team', 'workspaces', 'audit', 'bans', 'tags', 'fields'],
  team: ['workspaces', 'inboxes', 'audit'],
  views: ['fields'],
  tags: [],
  'watch-words': ['sessions'],
  webhooks: ['sessions'],
  workspaces: [],
}

const notFromTests = (path) => ({ path, pathNot: tests })

const everywhere = [
  {
    name: 'no-cycles',
    comment: 'Two files that need each other are one file.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'everything-resolves',
    comment: 'An import that cannot be found hides whatever is behind it from every other rule.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-orphans',
    comment: 'A file that nothing imports and that imports nothing is left over.',
    from: {
      orphan: true,
      pathNot: [
        tests,
        '\\.d\\.ts$',
        '/main\\.tsx?$',
        '/reference/page/',
        '\\.config\\.ts$',
        '^(tools|bench)/[^/]+\\.ts$',
      ],
    },
    to: {},
  },
  {
    name: 'tests-are-imported-by-tests-alone',
    comment: 'What exists for tests must not run in production.',
    from: notFromTests('^packages/'),
    to: { path: tests },
  },
  {
    name: 'test-tools-stay-in-tests',
    comment: 'Test runners are not installed where the product runs.',
    from: notFromTests('^packages/'),
    to: { path: testTools },
  },
  {
    name: 'packages-know-no-tools',
    comment: 'Tools, benchmarks and browser tests use the product, never the other way round.',
    from: { path: '^packages/' },
    to: { path: '^(tools|bench|e2e)/' },
  },
]

const packages = [
  {
    name: 'domain-imports-nothing',
    comment: 'Rules are the same everywhere, so they may depend on nothing that differs between places.',
    from: notFromTests('^packages/domain/src/'),
    to: { pathNot: '^packages/domain/src/' },
  },
  {
    name: 'domain-tests-need-only-test-tools',
    comment: 'A rule that needs another package to be tested is not a rule.',
    from: { path: `^packages/domain/src/.*(${tests})` },
    to: { pathNot: ['^packages/domain/src/', testTools], dependencyTypesNot: ['core'] },
  },
  {
    name: 'contract-imports-domain-and-zod',
    comment: 'The wire is rules and shapes.',
    from: notFromTests('^packages/contract/src/'),
    to: { pathNot: ['^packages/(contract|domain)/src/', 'node_modules/zod/'] },
  },
  {
    name: 'sdk-imports-contract-and-domain',
    comment: 'The client runs in browsers and in Node, on nothing but what both have.',
    from: notFromTests('^packages/sdk/src/'),
    to: { pathNot: '^packages/(sdk|contract|domain)/src/' },
  },
  {
    name: 'screens-import-sdk-contract-and-domain',
    comment: 'A screen is one client among others: it knows nothing of the server or of another screen.',
    from: notFromTests('^packages/(console|widget)/src/'),
    to: { path: '^packages/', pathNot: ['^packages/(sdk|contract|domain)/src/', '^packages/$1/'] },
  },
  {
    name: 'screens-know-no-node',
    comment: 'A browser has none of it.',
    from: notFromTests('^packages/(console|widget)/src/'),
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'browsers-take-the-light-contract',
    comment:
      'Schemas stay on the server: a browser takes the names and paths in light.ts, and types from anywhere.',
    from: notFromTests('^packages/(sdk|console|widget)/src/'),
    to: {
      path: '^packages/contract/src/',
      pathNot: '^packages/contract/src/light\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'widget-brings-only-preact',
    comment: "The panel is loaded on other people's pages; every library is weight on them.",
    from: notFromTests('^packages/widget/src/'),
    to: { path: 'node_modules/', pathNot: 'node_modules/preact/' },
  },
  {
    name: 'server-imports-domain-and-contract',
    comment: 'The server knows rules and wire, and none of its clients.',
    from: notFromTests(server),
    to: { path: '^packages/', pathNot: '^packages/(server|domain|contract)/src/' },
  },
  {
    name: 'cli-imports-clients-and-operating',
    comment:
      'The operator works through the client, and on the database itself only through server/operating.ts.',
    from: notFromTests('^packages/cli/src/'),
    to: {
      path: '^packages/',
      pathNot: ['^packages/(cli|sdk|contract|domain)/src/', '^packages/server/src/operating\\.ts$'],
    },
  },
  {
    name: 'packages-by-front-door',
    comment:
      'What a package promises is its index.ts, light.ts or operating.ts; tests also use its testing/ folder.',
    from: notFromTests('^packages/([^/]+)/'),
    to: { path: '^packages/[^/]+/src/', pathNot: ['^packages/$1/', frontDoors] },
  },
  {
    name: 'outsiders-by-front-door',
    comment:
      'Tests of a package and everything beside the packages use front doors and testing/ folders. Benchmarks and ' +
      'fault runs also start a whole server and speak to its database.',
    from: { path: `^(tools|bench|e2e|packages/([^/]+)/.*(${tests}))` },
    to: { path: '^packages/[^/]+/src/', pathNot: ['^packages/$2/', frontDoors, '/testing/', wholeServer] },
  },
]

const insideServer = [
  {
    name: 'features-by-front-door',
    comment:
      "A feature is entered through its index.ts; another feature's tests may use its testing/ folder.",
    from: { path: `${server}(?!platform/)([^/]+)/` },
    to: {
      path: `${server}[^/]+/`,
      pathNot: [`${server}$1/`, `${server}platform/`, `${server}[^/]+/index\\.ts$`, '/testing/'],
    },
  },
  {
    name: 'wiring-enters-by-front-door',
    comment: 'What the wiring puts together is what features offer, not what they are made of.',
    from: notFromTests(wiring),
    to: { path: `${server}[^/]+/`, pathNot: [`${server}platform/`, `${server}[^/]+/index\\.ts$`] },
  },
  {
    name: 'platform-knows-no-feature',
    comment: 'A mechanism would make sense in another product.',
    from: { path: `${server}platform/` },
    to: { path: server, pathNot: `${server}platform/` },
  },
  {
    name: 'features-know-no-wiring',
    comment: 'What a feature needs is handed to it. Tests may start the whole application.',
    from: notFromTests(`${server}(?!platform/)[^/]+/`),
    to: { path: wiring },
  },
  ...Object.entries(featureEdges).map(([feature, known]) => ({
    name: `feature-edges-of-${feature}`,
    comment: `${feature} may know: ${known.join(', ') || 'no other feature'}. Tests may set a scene with any.`,
    from: notFromTests(`${server}${feature}/`),
    to: { path: `${server}[^/]+/`, pathNot: `${server}(${[feature, 'platform', ...known].join('|')})/` },
  })),
  {
    name: 'feature-edges-of-others',
    comment: 'A feature that the list does not name knows no other.',
    from: notFromTests(`${server}(?!(?:platform|${Object.keys(featureEdges).join('|')})/)([^/]+)/`),
    to: { path: `${server}[^/]+/`, pathNot: [`${server}$1/`, `${server}platform/`] },
  },
  {
    name: 'the-log-has-one-writer',
    comment:
      'State, log, jobs and feed commit together because one file writes them; history is written by its own, and both ' +
      'are in sessions.',
    from: {
      pathNot: [
        `${server}sessions/(record-events|write-history)[^/]*\\.ts$`,
        `${server}sessions/index\\.ts$`,
      ],
    },
    to: { path: `${server}sessions/(record-events|write-history)-queries\\.ts$` },
  },
  {
    name: 'sql-in-queries',
    comment:
      'All SQL is in *-queries.ts, one function per question, so that each statement can be found and tested.',
    from: { path: '^packages/', pathNot: ['-queries\\.ts$', `${server}platform/db/`, tests] },
    to: { path: 'node_modules/(@types/)?(pg|pg-cursor|kysely)/' },
  },
]

const insideConsole = [
  {
    name: 'ui-knows-no-feature',
    comment: 'The parts of a screen show what they are given; they fetch nothing and know no noun.',
    from: { path: '^packages/console/src/ui/' },
    to: { path: '^packages/', pathNot: ['^packages/console/src/ui/', '^packages/domain/src/'] },
  },
  {
    name: 'console-features-by-front-door',
    comment:
      'A feature of the console is entered through its index.ts; its catalogue of texts is read by app/ too.',
    from: { path: '^packages/console/src/([^/]+)/' },
    to: {
      path: '^packages/console/src/[^/]+/',
      pathNot: [
        '^packages/console/src/($1|ui|app|i18n)/',
        '^packages/console/src/[^/]+/index\\.tsx?$',
        '\\.json$',
        '/testing/',
      ],
    },
  },
]

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...everywhere, ...packages, ...insideServer, ...insideConsole].map((rule) => ({
    severity: 'error',
    ...rule,
  })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^packages/[^/]+/dist/' },
    // Types count: a type-only import is knowledge too. Rules that let types pass say so.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.d.ts', '.json'],
    },
  },
}
