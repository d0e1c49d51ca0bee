import { useLayoutEffect } from 'react'

/** While shown, the page is paper: light whatever was chosen, and as long as what is on it. */
export function usePaper(): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    const { theme } = dataset
    dataset.paper = ''
    dataset.theme = 'light'
    return () => {
      delete dataset.paper
      if (theme === undefined) delete dataset.theme
      else dataset.theme = theme
    }
  }, [])
}
