import { useMessages, useTitle } from '../app/index.ts'

/** What was said, found by its words. */
export function SearchScreen() {
  const t = useMessages()
  useTitle(t('search.title'))
  return <h1>{t('search.title')}</h1>
}
