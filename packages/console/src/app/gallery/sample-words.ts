import { useLocale } from '../preferences.ts'

/** Sample texts in the chosen test language, so that a picture of the gallery shows it whole. */
export function useSampleWords(): (words: string) => string {
  const [locale] = useLocale()
  return locale.transform ?? ((words) => words)
}
