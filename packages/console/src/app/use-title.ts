import { useEffect } from 'react'

/** Names the page in the browser's tab while the component is shown; `unread` goes before it. */
export function useTitle(title: string, unread = 0): void {
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${title} · Rapport`
    return () => {
      document.title = 'Rapport'
    }
  }, [title, unread])
}
