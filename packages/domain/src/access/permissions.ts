/** What a member of a workspace is. Each role may do what the one before it may, and more. */
export const roles = ['agent', 'supervisor', 'admin', 'owner'] as const
export type Role = (typeof roles)[number]

/** Everything that is allowed or not. A route names exactly one. */
export const permissions = [
  'sessions.read',
  'sessions.answer',
  'sessions.intervene',
  'sessions.read_all',
  'sessions.batch',
  'sessions.delete',
  'search.content',
  'exports.create',
  'quality.review',
  'quality.manage',
  'views.share',
  'tags.manage',
  'fields.manage',
  'watch_words.manage',
  'contacts.ban',
  'audit.read',
  'team.read',
  'team.manage',
  'inboxes.read',
  'inboxes.manage',
  'contacts.read',
  'contacts.write',
  'workspace.read',
  'workspace.manage',
  'deliveries.manage',
  'webhooks.manage',
  'api_keys.manage',
  'roles.grant_owner',
] as const
export type Permission = (typeof permissions)[number]

const agentMay: readonly Permission[] = [
  'sessions.read',
  'sessions.answer',
  'team.read',
  'inboxes.read',
  'contacts.read',
  'contacts.write',
  'workspace.read',
]
const supervisorMay: readonly Permission[] = [
  ...agentMay,
  'sessions.intervene',
  'sessions.read_all',
  'sessions.batch',
  'search.content',
  'exports.create',
  'quality.review',
  'views.share',
  'watch_words.manage',
  'contacts.ban',
]
const adminMay: readonly Permission[] = [
  ...supervisorMay,
  'sessions.delete',
  'tags.manage',
  'fields.manage',
  'quality.manage',
  'audit.read',
  'team.manage',
  'inboxes.manage',
  'workspace.manage',
  'deliveries.manage',
  'webhooks.manage',
  'api_keys.manage',
]
const ownerMay: readonly Permission[] = [...adminMay, 'roles.grant_owner']

const table: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  agent: new Set(agentMay),
  supervisor: new Set(supervisorMay),
  admin: new Set(adminMay),
  owner: new Set(ownerMay),
}

/** Whether a role may do something. The one table: the server refuses by it, the console hides by it. */
export const can = (role: Role, permission: Permission): boolean => table[role].has(permission)

/** Whether `by` may give somebody this role, or take it from them: nobody grants above themselves. */
export function mayGrant(by: Role, role: Role): boolean {
  return role === 'owner' ? can(by, 'roles.grant_owner') : can(by, 'team.manage')
}

/**
 * What an API key may be given. A key acts as the member who made it, with the part of their rights that it names; it
 * never makes keys nor owners, so that one that leaks does not breed.
 */
export const keyScopes = permissions.filter(
  (permission): permission is KeyScope =>
    permission !== 'api_keys.manage' && permission !== 'roles.grant_owner',
)
/** One of them. */
export type KeyScope = Exclude<Permission, 'api_keys.manage' | 'roles.grant_owner'>
