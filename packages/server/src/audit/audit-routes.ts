import { auditEndpoints } from '@rapport/contract'
import { route } from '../platform/http/index.ts'
import { listAudit } from './list-audit.ts'

/** Reading the log. There is no way to change it. */
export const auditRoutes = [route(auditEndpoints.list, (ctx, request) => listAudit(ctx, request))]
