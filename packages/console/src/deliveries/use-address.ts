import { useNavigate, useSearch } from '@tanstack/react-router'
import { changedSearch } from '../app/index.ts'

const page = { from: '/shell/settings/deliveries' } as const

/** What the deliveries keep in their address, and how it is changed; what is undefined is left out of it. */
export function useAddress() {
  const search = useSearch(page)
  const navigate = useNavigate()
  const change = (part: Partial<Record<'tab' | 'state' | 'inbox' | 'open', string | undefined>>) => {
    void navigate({ to: '/settings/deliveries', search: changedSearch(search, part), replace: true })
  }
  return { search, change }
}

/** What both ways take: the address, and how to change it. */
export type Address = ReturnType<typeof useAddress>
