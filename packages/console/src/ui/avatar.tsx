import { useState } from 'react'
import { ChannelGlyph } from './channel-glyph.tsx'
import { classNames } from './class-names.ts'
import { initialsOf } from './initials.ts'

const sizes = {
  small: 'size-6 text-[10px]',
  medium: 'size-7 text-tiny',
  large: 'size-8 text-small',
  huge: 'size-12 text-large',
}

/** What an avatar takes. `channel` adds its glyph in the corner; `presence` a dot for a teammate. */
export type AvatarProps = {
  name: string
  pictureUrl?: string | null | undefined
  channel?: string | undefined
  presence?: 'online' | 'away' | 'offline' | undefined
  size?: keyof typeof sizes
  className?: string
}

const presences = {
  online: 'bg-active',
  away: 'border-[1.5px] border-waiting bg-surface',
  offline: 'border-[1.5px] border-ended bg-surface',
}

/**
 * A person or a bot as a small round picture, or their initials. Decoration: the name always stands beside it,
 * so nothing is read out but the channel.
 */
export function Avatar({ name, pictureUrl, channel, presence, size = 'small', className }: AvatarProps) {
  return (
    <span className={classNames('relative inline-flex shrink-0', className)}>
      <span
        aria-hidden="true"
        className={classNames(
          'relative grid place-items-center overflow-hidden rounded-full bg-bubble font-bold text-muted select-none',
          sizes[size],
        )}
      >
        {pictureUrl ? <Picture url={pictureUrl} name={name} /> : initialsOf(name)}
      </span>
      {channel ? (
        <ChannelGlyph
          kind={channel}
          size={size === 'huge' ? 20 : size === 'large' ? 14 : 13}
          className="absolute -inset-e-1 -bottom-0.75 ring-[1.5px] ring-surface"
        />
      ) : null}
      {presence ? (
        <span
          aria-hidden="true"
          className={classNames(
            'absolute -inset-e-px -bottom-px size-2.25 rounded-full ring-[1.5px] ring-surface',
            presences[presence],
          )}
        />
      ) : null}
    </span>
  )
}

/** The initials stand until the picture is here, and where it cannot be had. */
function Picture({ url, name }: { url: string; name: string }) {
  const [hereUrl, setHereUrl] = useState<string | null>(null)
  const isHere = hereUrl === url
  return (
    <>
      {isHere ? null : initialsOf(name)}
      <img
        src={url}
        alt=""
        onLoad={() => setHereUrl(url)}
        className={classNames('absolute inset-0 size-full object-cover', !isHere && 'opacity-0')}
      />
    </>
  )
}
