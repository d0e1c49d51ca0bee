import { useEffect } from 'preact/hooks'
import { readableOn, textOn } from './contrast.ts'

const surfaces = { light: '#ffffff', dark: '#1b1a19' } as const

/** Colours the panel with the inbox's accent: as it is under text that fits it, and adjusted where it is the text. */
export function useAccent(accent: string | null): void {
  useEffect(() => {
    if (!accent) return
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    const paint = () => {
      const { style } = document.documentElement
      style.setProperty('--accent', accent)
      style.setProperty('--on-accent', textOn(accent))
      style.setProperty('--accent-text', readableOn(accent, surfaces[scheme.matches ? 'dark' : 'light']))
    }
    paint()
    scheme.addEventListener('change', paint)
    return () => scheme.removeEventListener('change', paint)
  }, [accent])
}
