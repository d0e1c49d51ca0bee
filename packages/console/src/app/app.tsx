import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ToastProvider, TooltipProvider } from '../ui/index.ts'
import { ClientProvider, createConsoleClient } from './client.tsx'
import { MessagesProvider } from './i18n.tsx'
import { createConsoleRouter } from './router.tsx'
import { ShortcutsProvider } from './shortcuts.tsx'

const client = createConsoleClient()

// The client tries again by itself where that is harmless, so nothing here does.
const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: 30_000 } },
})

const router = createConsoleRouter({ client, queries })

/** The console: language, keys, client and addresses around every screen. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <ClientProvider client={client}>
        <MessagesProvider>
          <ShortcutsProvider>
            <TooltipProvider>
              <ToastProvider>
                <RouterProvider router={router} />
              </ToastProvider>
            </TooltipProvider>
          </ShortcutsProvider>
        </MessagesProvider>
      </ClientProvider>
    </QueryClientProvider>
  )
}
