import { useEffect, useRef } from 'react'

/**
 * A value that answers at once what it was last set to. Keys pressed quickly, or held, come before what is shown has
 * followed, and each has to begin where the one before it ended.
 */
export function usePromptValue<Value>(value: Value, onChange: (value: Value) => void) {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  }, [value])
  return {
    get: () => latest.current,
    set: (next: Value) => {
      latest.current = next
      onChange(next)
    },
  }
}
