import { classNames } from './class-names.ts'
import { useUiText } from './locale.tsx'

/** The channels that have a glyph of their own; any other shows as `generic`. */
export type ChannelKind = keyof typeof shapes

// Drawn on a 16 px grid for 13 to 20 px. Shapes differ as well as colours, so none is told by colour alone.
const shapes = {
  web: {
    colour: 'bg-channel-web',
    path: 'M3 4.6C3 3.7 3.7 3 4.6 3h6.8c.9 0 1.6.7 1.6 1.6v4.8c0 .9-.7 1.6-1.6 1.6H7.6L4.6 13.4V11C3.7 11 3 10.3 3 9.4Z',
  },
  whatsapp: {
    colour: 'bg-channel-whatsapp',
    path: 'M8 2.3a5.6 5.6 0 0 0-4.8 8.5L2.4 13.6l2.9-.8A5.6 5.6 0 1 0 8 2.3ZM6.1 5c.3-.3.7-.2.8.1l.5 1.1c.1.2 0 .4-.1.6l-.4.5c.4.8 1 1.4 1.8 1.8l.5-.4c.2-.2.4-.2.6-.1l1.1.5c.4.2.4.5.1.9-.4.6-1 .8-1.7.6-1.9-.5-3.3-2-3.7-3.8-.2-.7.1-1.4.5-1.8Z',
  },
  messenger: {
    colour: 'bg-channel-messenger',
    path: 'M8 2.4c-3.3 0-5.8 2.3-5.8 5.4 0 1.7.7 3.1 1.9 4.1v2l1.9-1c.6.2 1.3.3 2 .3 3.3 0 5.8-2.3 5.8-5.4S11.3 2.4 8 2.4ZM4.7 9.4l2.5-2.7 1.7 1.6 2.4-1.6-2.5 2.8-1.7-1.6Z',
  },
  instagram: {
    colour: 'bg-channel-instagram',
    path: 'M5.3 2.5h5.4c1.5 0 2.8 1.3 2.8 2.8v5.4c0 1.5-1.3 2.8-2.8 2.8H5.3a2.8 2.8 0 0 1-2.8-2.8V5.3c0-1.5 1.3-2.8 2.8-2.8Zm0 1.4c-.8 0-1.4.6-1.4 1.4v5.4c0 .8.6 1.4 1.4 1.4h5.4c.8 0 1.4-.6 1.4-1.4V5.3c0-.8-.6-1.4-1.4-1.4Zm2.7 1.4a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4Zm0 1.4a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6Zm3-1.9a.7.7 0 1 1 0 1.4.7.7 0 0 1 0-1.4Z',
  },
  line: {
    colour: 'bg-channel-line',
    path: 'M8 2.6c-3.3 0-6 2-6 4.6 0 2.3 2.1 4.2 4.9 4.5.6.1.4.5.3 1.6 0 .3.2.4.5.2 2.3-1.3 6.3-3.5 6.3-6.3 0-2.6-2.7-4.6-6-4.6ZM6.3 4.7h1.5v3.5h2.4v1.3H6.3Z',
  },
  telegram: {
    colour: 'bg-channel-telegram',
    path: 'M13.7 3.1 1.9 7.7c-.5.2-.5.7 0 .9l2.9.9 1.1 3.5c.1.4.6.5.9.2l1.6-1.5 3 2.2c.3.2.8 0 .9-.4l2-9.8c.1-.5-.2-.7-.6-.6ZM5.7 9.2l5.8-3.9-4.6 4.5-.2 1.7Z',
  },
  email: {
    colour: 'bg-channel-email',
    path: 'M3.2 3.5h9.6c.4 0 .7.2.9.5L8 8.3 2.3 4c.2-.3.5-.5.9-.5ZM2 5.4l5.6 4.2c.2.2.6.2.8 0L14 5.4v6c0 .6-.5 1.1-1.1 1.1H3.1c-.6 0-1.1-.5-1.1-1.1Z',
  },
  sms: {
    colour: 'bg-channel-sms',
    path: 'M4.6 2.5h6.8C12.3 2.5 13 3.2 13 4.1v7.8c0 .9-.7 1.6-1.6 1.6H4.6c-.9 0-1.6-.7-1.6-1.6V4.1c0-.9.7-1.6 1.6-1.6Zm.2 1.6v6.2h6.4V4.1ZM8 11.2a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6Z',
  },
  generic: {
    colour: 'bg-channel-generic',
    path: 'M5.9 2.5h1.5l-.4 2.6h2.5l.4-2.6h1.5L11 5.1h2.3v1.5h-2.6l-.4 2.8h2.5v1.5h-2.7l-.4 2.6H8.2l.4-2.6H6.1l-.4 2.6H4.2l.4-2.6H2.5V9.4h2.3l.4-2.8H2.7V5.1h2.7Zm.9 4.1-.4 2.8h2.5l.4-2.8Z',
  },
} as const

/** A channel as an inbox tells it: its kind, and what a generic inbox calls it. */
export type InboxChannel = Readonly<{ channelKind: string; channelLabel: string | null }>

const isChannelKind = (kind: string): kind is ChannelKind => Object.hasOwn(shapes, kind)

/** The glyph of an inbox's channel. A generic inbox shows the channel its label names, "WhatsApp" as much as "e-mail". */
export function channelGlyphOf({ channelKind, channelLabel }: InboxChannel): ChannelKind {
  if (channelKind !== 'generic') return isChannelKind(channelKind) ? channelKind : 'generic'
  const named = (channelLabel ?? '').toLowerCase().replaceAll(/[\s_-]/g, '')
  return isChannelKind(named) ? named : 'generic'
}

/** How a channel is called: by its own name, else by the label somebody gave it. */
export function useChannelName(): (channel: InboxChannel) => string {
  const text = useUiText()
  return (channel) => {
    const kind = channelGlyphOf(channel)
    return (kind === 'generic' ? channel.channelLabel : null) ?? text(`ui.channel.${kind}`)
  }
}

/** The mark of a channel, from 13 to 20 px. Its name is read out unless `isDecoration` says it stands beside it. */
export function ChannelGlyph(props: {
  kind: string
  size?: number
  isDecoration?: boolean
  className?: string
}) {
  const text = useUiText()
  const kind = isChannelKind(props.kind) ? props.kind : 'generic'
  const { colour, path } = shapes[kind]
  const size = props.size ?? 16
  const name = text(`ui.channel.${kind}`)
  return (
    <span
      title={props.isDecoration ? undefined : name}
      style={{ width: size, height: size }}
      className={classNames(
        'inline-grid shrink-0 place-items-center rounded-[28%] text-glyph',
        colour,
        props.className,
      )}
    >
      <svg width={size * 0.84} height={size * 0.84} viewBox="0 0 16 16" aria-hidden="true">
        <path d={path} fill="currentColor" fillRule="evenodd" />
      </svg>
      {props.isDecoration ? null : <span className="sr-only">{name}</span>}
    </span>
  )
}
