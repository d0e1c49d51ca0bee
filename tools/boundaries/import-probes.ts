/**
 * One file that breaks one rule, in a tree made for it: `imports` are the lines planted in `file`, and `needs` the
 * files that must exist for them to resolve.
 */
export type ImportProbe = Readonly<{
  rule: string
  file: string
  imports: readonly string[]
  needs?: readonly string[]
}>

const server = 'packages/server/src'

/** A probe for each rule. A rule of .dependency-cruiser.cjs that is not here fails the check. */
export const importProbes: readonly ImportProbe[] = [
  {
    rule: 'no-cycles',
    file: 'packages/sdk/src/cycle-a.ts',
    imports: ["import './cycle-b.ts'"],
    needs: ['packages/sdk/src/cycle-b.ts: ./cycle-a.ts'],
  },
  { rule: 'everything-resolves', file: `${server}/tags/lost.ts`, imports: ["import './nowhere.ts'"] },
  { rule: 'no-orphans', file: `${server}/tags/orphan.ts`, imports: [] },
  {
    rule: 'tests-are-imported-by-tests-alone',
    file: `${server}/tags/from-testing.ts`,
    imports: ["import './testing/a-tag.ts'"],
    needs: [`${server}/tags/testing/a-tag.ts`],
  },
  { rule: 'test-tools-stay-in-tests', file: `${server}/tags/with-vitest.ts`, imports: ["import 'vitest'"] },
  {
    rule: 'packages-know-no-tools',
    file: `${server}/tags/with-tool.ts`,
    imports: ["import '../../../../tools/a-tool.ts'"],
    needs: ['tools/a-tool.ts'],
  },
  { rule: 'domain-imports-nothing', file: 'packages/domain/src/with-node.ts', imports: ["import 'node:fs'"] },
  { rule: 'domain-imports-nothing', file: 'packages/domain/src/with-zod.ts', imports: ["import 'zod'"] },
  {
    rule: 'domain-imports-nothing',
    file: 'packages/domain/src/with-contract.ts',
    imports: ["import type {} from '@rapport/contract'"],
  },
  {
    rule: 'domain-tests-need-only-test-tools',
    file: 'packages/domain/src/rule.test.ts',
    imports: ["import '@rapport/contract'"],
  },
  {
    rule: 'contract-imports-domain-and-zod',
    file: 'packages/contract/src/with-sdk.ts',
    imports: ["import '@rapport/sdk'"],
  },
  {
    rule: 'contract-imports-domain-and-zod',
    file: 'packages/contract/src/with-node.ts',
    imports: ["import 'node:fs'"],
  },
  {
    rule: 'sdk-imports-contract-and-domain',
    file: 'packages/sdk/src/with-server.ts',
    imports: ["import '@rapport/server/operating'"],
  },
  { rule: 'sdk-imports-contract-and-domain', file: 'packages/sdk/src/with-ws.ts', imports: ["import 'ws'"] },
  {
    rule: 'screens-import-sdk-contract-and-domain',
    file: 'packages/widget/src/with-server.ts',
    imports: ["import '@rapport/server/operating'"],
  },
  {
    rule: 'screens-import-sdk-contract-and-domain',
    file: 'packages/console/src/app/with-widget.ts',
    imports: ["import '../../../widget/src/loader.ts'"],
    needs: ['packages/widget/src/loader.ts'],
  },
  {
    rule: 'screens-know-no-node',
    file: 'packages/console/src/app/with-node.ts',
    imports: ["import 'node:fs'"],
  },
  {
    rule: 'browsers-take-the-light-contract',
    file: 'packages/console/src/app/with-schemas.ts',
    imports: ["import { endpoints } from '@rapport/contract'"],
  },
  {
    rule: 'widget-brings-only-preact',
    file: 'packages/widget/src/with-react.ts',
    imports: ["import 'react'"],
  },
  {
    rule: 'browsers-run-no-zod',
    file: 'packages/sdk/src/with-schemas.ts',
    imports: ["import { endpoints } from '@rapport/contract'"],
  },
  {
    rule: 'server-imports-domain-and-contract',
    file: `${server}/tags/with-sdk.ts`,
    imports: ["import '@rapport/sdk'"],
  },
  {
    rule: 'cli-imports-clients-and-operating',
    file: 'packages/cli/src/with-server.ts',
    imports: ["import '../../server/src/app.ts'"],
    needs: [`${server}/app.ts`],
  },
  {
    rule: 'packages-by-front-door',
    file: `${server}/tags/through-a-window.ts`,
    imports: ["import '../../../domain/src/ids.ts'"],
    needs: ['packages/domain/src/ids.ts'],
  },
  {
    rule: 'outsiders-by-front-door',
    file: 'bench/through-a-window.bench.ts',
    imports: ["import '../packages/domain/src/ids.ts'"],
    needs: ['packages/domain/src/ids.ts'],
  },
  {
    rule: 'outsiders-by-front-door',
    file: 'packages/sdk/src/through-a-window.test.ts',
    imports: ["import '../../domain/src/ids.ts'"],
    needs: ['packages/domain/src/ids.ts'],
  },
  {
    rule: 'features-by-front-door',
    file: `${server}/sessions/through-a-window.ts`,
    imports: ["import '../contacts/find-contact.ts'"],
    needs: [`${server}/contacts/find-contact.ts`],
  },
  {
    rule: 'wiring-enters-by-front-door',
    file: `${server}/routes.ts`,
    imports: ["import './contacts/find-contact.ts'"],
    needs: [`${server}/contacts/find-contact.ts`],
  },
  {
    rule: 'platform-knows-no-feature',
    file: `${server}/platform/jobs/with-feature.ts`,
    imports: ["import '../../sessions/index.ts'"],
    needs: [`${server}/sessions/index.ts`],
  },
  {
    rule: 'features-know-no-wiring',
    file: `${server}/sessions/with-reactions.ts`,
    imports: ["import '../reactions.ts'"],
    needs: [`${server}/reactions.ts`],
  },
  {
    rule: 'feature-edges-of-others',
    file: `${server}/unheard-of/with-sessions.ts`,
    imports: ["import '../sessions/index.ts'"],
    needs: [`${server}/sessions/index.ts`],
  },
  {
    rule: 'the-log-has-one-writer',
    file: `${server}/sessions/second-writer.ts`,
    imports: ["import './record-events-queries.ts'"],
    needs: [`${server}/sessions/record-events-queries.ts`],
  },
  {
    rule: 'sql-in-queries',
    file: `${server}/sessions/with-kysely.ts`,
    imports: ["import { sql } from 'kysely'"],
  },
  { rule: 'sql-in-queries', file: `${server}/sessions/with-pg.ts`, imports: ["import type {} from 'pg'"] },
  {
    rule: 'ui-knows-no-feature',
    file: 'packages/console/src/ui/with-sdk.ts',
    imports: ["import '@rapport/sdk'"],
  },
  {
    rule: 'console-features-by-front-door',
    file: 'packages/console/src/sessions/through-a-window.ts',
    imports: ["import '../contacts/contact-panel.ts'"],
    needs: ['packages/console/src/contacts/contact-panel.ts'],
  },
]

/** What the rules must let pass, so that a rule which refuses everything fails too. */
export const allowedImports: readonly Omit<ImportProbe, 'rule'>[] = [
  {
    file: `${server}/sessions/ingest-message.ts`,
    imports: [
      "import '../contacts/index.ts'",
      "import '../platform/db/index.ts'",
      "import '@rapport/domain'",
    ],
    needs: [`${server}/contacts/index.ts`, `${server}/platform/db/index.ts`],
  },
  {
    file: `${server}/sessions/record-events.ts`,
    imports: ["import './record-events-queries.ts'", "import '@rapport/contract'"],
    needs: [`${server}/sessions/record-events-queries.ts`],
  },
  { file: `${server}/sessions/session-queries.ts`, imports: ["import { sql } from 'kysely'"] },
  {
    file: `${server}/sessions/ingest-message.db.test.ts`,
    imports: ["import 'vitest'", "import 'pg'", "import '../app.ts'", "import '@rapport/sdk'"],
    needs: [`${server}/app.ts`],
  },
  {
    file: 'packages/cli/src/backup.ts',
    imports: ["import '@rapport/server/operating'", "import '@rapport/sdk'", "import 'node:fs'"],
  },
  {
    file: 'packages/console/src/sessions/use-session.ts',
    imports: ["import 'react'", "import '@rapport/sdk'", "import type {} from '@rapport/contract'"],
  },
  {
    file: 'packages/widget/src/chat.ts',
    imports: ["import 'preact'", "import '@rapport/sdk'", "import '@rapport/contract/light'"],
  },
]
