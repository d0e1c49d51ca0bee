import type { Calendar, FieldDefinition, TagColour } from '@rapport/domain'

/** A tag of the demo, the name of the one it stands under, and how many of a hundred tagged sessions, or contacts, carry it. */
export type DemoTag = Readonly<{
  scope: 'session' | 'contact'
  name: string
  colour: TagColour
  share: number
  under: string | null
  isExclusive: boolean
}>

const tag = (scope: DemoTag['scope'], name: string, colour: TagColour, share: number): DemoTag => ({
  scope,
  name,
  colour,
  share,
  under: null,
  isExclusive: false,
})

const under = (parent: string, child: DemoTag): DemoTag => ({ ...child, under: parent })

/** What the shop marks its sessions and its customers with, parents first. A return has one reason. */
export const demoTags: readonly DemoTag[] = [
  tag('session', 'Delivery', 'blue', 28),
  { ...tag('session', 'Return', 'orange', 22), isExclusive: true },
  tag('session', 'Payment', 'violet', 16),
  under('Return', tag('session', 'Wrong size', 'yellow', 12)),
  under('Return', tag('session', 'Damaged', 'red', 8)),
  tag('session', 'Praise', 'green', 7),
  under('Delivery', tag('session', 'Courier', 'teal', 4)),
  under('Courier', tag('session', 'Nobody at home', 'teal', 3)),
  tag('contact', 'Regular', 'green', 55),
  tag('contact', 'Wholesale', 'blue', 20),
  tag('contact', 'VIP', 'pink', 15),
  tag('contact', 'Pays late', 'grey', 10),
]

/** A custom field of the demo. */
export type DemoField = Omit<FieldDefinition, 'id' | 'requiredOnEnd' | 'writers'>

const field = (
  scope: DemoField['scope'],
  key: string,
  name: string,
  kind: Exclude<DemoField['kind'], 'choice' | 'multi_choice'>,
): DemoField => ({ scope, key, name, kind, choices: [] })

/** Why the shop's customers write, in its own words. */
export const demoReasons = ['Where is it', 'Exchange', 'Refund', 'Invoice', 'Question']
/** What its customers can be. */
export const demoPlans = ['Guest', 'Member', 'Club']
/** What a parcel is of. */
export const demoParts = ['Cup', 'Lamp', 'Blanket', 'Packaging']

/** What the shop wants to know of its sessions and its customers: every kind of field once. */
export const demoFields: readonly DemoField[] = [
  field('session', 'order_number', 'Order number', 'text'),
  field('session', 'amount', 'Amount', 'number'),
  { scope: 'session', key: 'reason', name: 'Reason', kind: 'choice', choices: demoReasons },
  { scope: 'session', key: 'parts', name: 'Parts', kind: 'multi_choice', choices: demoParts },
  field('session', 'promised_on', 'Promised for', 'date'),
  field('session', 'tracking', 'Tracking', 'url'),
  { scope: 'contact', key: 'plan', name: 'Plan', kind: 'choice', choices: demoPlans },
  field('contact', 'customer_since', 'Customer since', 'date'),
  field('contact', 'newsletter', 'Newsletter', 'boolean'),
]

/** What the shop wants to hear of at once. */
export const demoWatchWords = [
  { side: 'contact', texts: ['refund', 'invoice', 'damaged', 'kaput', '退款', 'reklamace'] },
  { side: 'agent', texts: ['voucher', 'I promise'] },
] as const

const weekday = [
  { from: '08:00', to: '12:30' },
  { from: '13:00', to: '18:00' },
]

/** When somebody is at the shop. */
export const demoCalendar: Calendar = {
  timeZone: 'Europe/Prague',
  week: [
    ...[1, 2, 3, 4, 5].map((day) => ({ day, slots: weekday })),
    { day: 6, slots: [{ from: '09:00', to: '13:00' }] },
  ],
  holidays: [
    { date: '2026-12-24', name: 'Christmas Eve', slots: [{ from: '08:00', to: '12:00' }] },
    { date: '2026-12-25', name: 'Christmas', slots: [] },
    { date: '2027-01-01', name: 'New Year', slots: [] },
  ],
}

/** A saved view of the demo: whose, and what it asks. `team` is the key of one, `owner` of a person. */
export type DemoView = Readonly<{
  name: string
  owner: string
  scope: 'me' | 'team' | 'everyone'
  team?: string
  filter: string
  form?: 'table' | 'timeline'
  sort?: string
  columns?: readonly string[]
}>

/** One's own, a team's, and everybody's. */
export const demoViews: readonly DemoView[] = [
  {
    name: 'Waiting over 5 minutes',
    owner: 'supervisor',
    scope: 'everyone',
    filter: 'state:any(unassigned) waiting:at_least(5m)',
    sort: 'waiting',
  },
  {
    name: 'Low ratings',
    owner: 'supervisor',
    scope: 'everyone',
    filter: 'rating:at_most(2) ended:in_last(30d)',
    sort: 'ended',
  },
  {
    name: 'Urgent orders',
    owner: 'supervisor',
    scope: 'team',
    team: 'orders',
    filter: 'priority:any(urgent,high) state:none(ended)',
    columns: ['number', 'contact', 'priority', 'field.order_number', 'waiting', 'agent'],
  },
  {
    name: 'Handled today',
    owner: 'supervisor',
    scope: 'me',
    filter: 'activity:in_last(1d)',
    form: 'timeline',
  },
  {
    name: 'Large amounts',
    owner: 'owner',
    scope: 'me',
    filter: 'field.amount:at_least(200)',
    sort: 'field.amount',
  },
  { name: 'Where I took part', owner: 'amira', scope: 'me', filter: 'participant:any(me) state:any(ended)' },
]
