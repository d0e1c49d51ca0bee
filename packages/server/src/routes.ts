import { summaryRoutes } from './ai/index.ts'
import { auditRoutes } from './audit/index.ts'
import { createBanRoutes } from './bans/index.ts'
import { createBatchRoutes } from './batches/index.ts'
import { deliveryRoutes, widgetRoutes } from './channels/index.ts'
import { contactRoutes } from './contacts/index.ts'
import { createExportRoutes, exportSetup, type FindExportHolder } from './exports/index.ts'
import { fieldRoutes } from './fields/index.ts'
import { type FindHolder, fileRoutes } from './files/index.ts'
import { inboxRoutes } from './inboxes/index.ts'
import type { Route } from './platform/http/index.ts'
import { preferenceRoutes } from './preferences/index.ts'
import { qualityRoutes } from './quality/index.ts'
import { searchRoutes } from './search/index.ts'
import { blockSessions, freezeMatching, type Reading, sessionRoutes } from './sessions/index.ts'
import { tagRoutes } from './tags/index.ts'
import { teamRoutes } from './team/index.ts'
import { viewRoutes } from './views/index.ts'
import { watchWordRoutes } from './watch-words/index.ts'
import { webhookRoutes } from './webhooks/index.ts'
import { workspaceRoutes } from './workspaces/index.ts'

/** Every route there is. Who may call each is declared with its endpoint, in the contract. */
export const createRoutes = (
  parts: Reading & Readonly<{ findHolder: FindHolder; findExportHolder: FindExportHolder }>,
): readonly Route[] => [
  ...auditRoutes,
  ...createBanRoutes(blockSessions),
  ...createBatchRoutes(freezeMatching),
  ...contactRoutes,
  ...deliveryRoutes,
  ...createExportRoutes({ setup: exportSetup, findHolder: parts.findExportHolder }),
  ...fieldRoutes,
  ...fileRoutes(parts),
  ...inboxRoutes,
  ...preferenceRoutes,
  ...qualityRoutes,
  ...searchRoutes,
  ...sessionRoutes(parts),
  ...summaryRoutes,
  ...tagRoutes,
  ...teamRoutes,
  ...viewRoutes,
  ...watchWordRoutes,
  ...webhookRoutes,
  ...widgetRoutes,
  ...workspaceRoutes,
]
