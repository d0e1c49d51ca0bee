import type { Role } from '@rapport/domain'

/** The demo's workspace has this id everywhere, which is how a second start knows that it is there. */
export const demoWorkspaceId = '0199c0de-0000-7000-8000-11de70c00000'
export const demoWorkspaceName = 'Linden & Co'

/** One password for everybody in the demo. It is printed at every start and opens nothing but the demo. */
export const demoPassword = 'welcome-to-linden'

/** Somebody who works at the shop. */
export type DemoPerson = Readonly<{ key: string; name: string; email: string; role: Role }>

const person = (key: string, name: string, role: Role): DemoPerson => ({
  key,
  name,
  role,
  email: `${key}@demo.test`,
})

/** Each role, and enough agents for sessions to change hands. */
export const demoPeople: readonly [DemoPerson, ...DemoPerson[]] = [
  person('owner', 'Nora Linden', 'owner'),
  person('admin', 'Anders Kjær', 'admin'),
  person('supervisor', 'Robin Achterberg', 'supervisor'),
  person('amira', 'Amira Haddad', 'agent'),
  person('tomas', 'Tomáš Černý', 'agent'),
  person('wei', 'Wei Zhang', 'agent'),
  person('sari', 'Sari Utami', 'agent'),
]

/** A team by the keys of who is in it. */
export type DemoTeam = Readonly<{ key: string; name: string; members: readonly string[] }>

export const demoTeams = [
  { key: 'orders', name: 'Orders', members: ['amira', 'tomas', 'sari'] },
  { key: 'returns', name: 'Returns', members: ['amira', 'wei'] },
  { key: 'billing', name: 'Billing', members: ['tomas', 'sari', 'wei'] },
] as const satisfies readonly DemoTeam[]
export type TeamKey = (typeof demoTeams)[number]['key']

/** A door of the shop, how many of a hundred sessions come in by it, and whose it is. */
export type DemoInbox = Readonly<{
  key: string
  name: string
  /** `web` for a chat of our own; otherwise the label of a channel that nothing here serves yet. */
  channel: string
  startsIn: 'bot' | 'unassigned'
  share: number
  teams: readonly TeamKey[]
}>

const everybody: readonly TeamKey[] = ['orders', 'returns', 'billing']

export const demoInboxes: readonly DemoInbox[] = [
  { key: 'shop', name: 'Shop chat', channel: 'web', startsIn: 'bot', share: 36, teams: everybody },
  { key: 'help', name: 'Help centre', channel: 'web', startsIn: 'unassigned', share: 14, teams: everybody },
  generic('whatsapp', 'WhatsApp', 18, everybody),
  generic('instagram', 'Instagram', 9, ['orders', 'returns']),
  generic('messenger', 'Messenger', 7, ['orders', 'returns']),
  generic('line', 'LINE', 4, ['orders']),
  generic('telegram', 'Telegram', 4, ['orders', 'billing']),
  generic('email', 'E-mail', 8, everybody),
]

function generic(channel: string, name: string, share: number, teams: readonly TeamKey[]): DemoInbox {
  return { key: channel, name, channel, startsIn: 'unassigned', share, teams }
}
