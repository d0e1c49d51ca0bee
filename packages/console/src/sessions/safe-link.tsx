import type { ReactNode } from 'react'

/** The address if a browser may be sent there: http or https, whatever a page or a program has claimed. */
export function safeAddress(address: string): string | null {
  if (!URL.canParse(address)) return null
  return ['http:', 'https:'].includes(new URL(address).protocol) ? address : null
}

/**
 * An address from outside as a link: it opens apart, learns nothing of where one came from, and lends no weight. What is
 * no web address stays text.
 */
export function SafeLink(props: { address: string; label?: string; children?: ReactNode }) {
  const href = safeAddress(props.address)
  const content = props.children ?? <bdi dir="ltr">{props.address}</bdi>
  if (href === null) return content
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      aria-label={props.label}
      title={props.label ?? href}
      className="rounded-small wrap-anywhere underline decoration-line-strong underline-offset-2 hover:text-accent hover:decoration-current"
    >
      {content}
    </a>
  )
}
