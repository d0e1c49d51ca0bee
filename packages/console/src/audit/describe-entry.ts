import { useCallback } from 'react'
import { type MessageKey, useMessages } from '../app/index.ts'
import words from './en.json' with { type: 'json' }

/** The kinds of entries one may look for: what stands before the dot of their actions. */
export const actionGroups = [
  'transcript',
  'search',
  'contact',
  'session',
  'batch',
  'workspace',
  'agent',
  'team',
  'invitation',
  'inbox',
  'tag',
  'field',
  'watch_word',
  'webhook',
  'api_key',
  'delivery',
  'login',
] as const

/** An action in words; one that is newer than this page is said as it is written. */
export function useActionName(): (action: string) => string {
  const t = useMessages()
  return useCallback(
    (action) => {
      const key = `audit.action.${action}`
      return key in words ? t(key as MessageKey) : action.replaceAll(/[._]/g, ' ')
    },
    [t],
  )
}

/** The facts of an entry on one line. */
export function detailsText(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .map(([name, value]) => `${name}: ${valueText(value)}`)
    .join(' · ')
}

/** A fact as people read it: words as they are, lists with commas, the rest as JSON. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(valueText).join(', ')
  return JSON.stringify(value)
}
