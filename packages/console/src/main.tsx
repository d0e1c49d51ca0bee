import '@fontsource-variable/inter/wght.css'
import './ui/ui.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { applyPreferences } from './app/preferences.ts'

const place = document.getElementById('root')
if (!place) throw new Error('The page has no #root')

applyPreferences(document.documentElement)
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
