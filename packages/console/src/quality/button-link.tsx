import { createLink, type LinkComponent } from '@tanstack/react-router'
import type { ComponentProps, ReactNode } from 'react'

function Anchor({ icon, children, ...anchor }: ComponentProps<'a'> & { icon?: ReactNode }) {
  return (
    <a
      {...anchor}
      className="inline-flex h-7.5 shrink-0 items-center justify-center gap-1.5 rounded-control border border-accent bg-accent px-2.75 leading-5 font-medium whitespace-nowrap text-accent-text select-none hover:border-accent-strong hover:bg-accent-strong"
    >
      {icon}
      {children}
    </a>
  )
}

/** The main way on from a page, where it leads to an address: a link with the look of the main button. */
export const ButtonLink: LinkComponent<typeof Anchor> = createLink(Anchor)
