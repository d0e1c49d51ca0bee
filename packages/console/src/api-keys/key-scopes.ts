import { can, type KeyScope, keyScopes, type Role } from '@rapport/domain'

/** The scopes by what they are about, in the order people look for them. */
export const scopeGroups = [
  {
    noun: 'sessions',
    scopes: [
      'sessions.read',
      'sessions.read_all',
      'search.content',
      'sessions.answer',
      'sessions.intervene',
      'sessions.batch',
      'sessions.delete',
      'views.share',
      'exports.create',
      'quality.review',
      'quality.manage',
    ],
  },
  { noun: 'contacts', scopes: ['contacts.read', 'contacts.write', 'contacts.ban'] },
  { noun: 'words', scopes: ['tags.manage', 'fields.manage', 'watch_words.manage'] },
  { noun: 'inboxes', scopes: ['inboxes.read', 'inboxes.manage'] },
  { noun: 'team', scopes: ['team.read', 'team.manage'] },
  { noun: 'workspace', scopes: ['workspace.read', 'workspace.manage', 'audit.read'] },
  { noun: 'developers', scopes: ['webhooks.manage', 'deliveries.manage'] },
] as const satisfies readonly { noun: string; scopes: readonly KeyScope[] }[]

/** What a member of this role can give to a key: more would be refused at every call. */
export const scopesOf = (role: Role): KeyScope[] => keyScopes.filter((scope) => can(role, scope))

/** The part of these that changes nothing. */
export const readOnly = (scopes: readonly KeyScope[]): KeyScope[] =>
  scopes.filter((scope) => /\.read(_all)?$/.test(scope))

/** Whether both name the same, in whatever order. */
export const isSameScopes = (a: readonly KeyScope[], b: readonly KeyScope[]): boolean =>
  a.length === b.length && a.every((scope) => b.includes(scope))
