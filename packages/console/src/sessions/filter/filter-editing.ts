import { useCallback, useState } from 'react'

/** What of the filter is being edited, and where the editor stands. */
export type Editing =
  | Readonly<{ what: 'list'; anchor: Element }>
  | Readonly<{ what: 'chip'; field: string; place: number; at: 'bar' | 'column' }>
  | Readonly<{ what: 'advanced' }>

/** Which part of the filter is being edited on the page: at most one at a time. */
export function useFilterEditing() {
  const [editing, setEditing] = useState<Editing | null>(null)
  const stop = useCallback(() => setEditing(null), [])
  return { editing, edit: setEditing, stop }
}

/** What `useFilterEditing` answers. */
export type FilterEditing = ReturnType<typeof useFilterEditing>
