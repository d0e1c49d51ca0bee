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
