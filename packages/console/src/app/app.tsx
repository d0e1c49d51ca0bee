import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ToastProvider, TooltipProvider } from '../ui/index.ts'
import { ClientProvider, createClient, RefusedError } from './client.tsx'
import { MessagesProvider } from './i18n.tsx'
import { createConsoleRouter } from './router.tsx'
import { ShortcutsProvider } from './shortcuts.tsx'

const client = createClient()

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // An answer that says no says it again; only what got no answer is worth another try.
      retry: (failures, error) =>
        failures < 2 && error instanceof RefusedError && error.code === 'unreachable',
      refetchOnWindowFocus: false,
      staleTime: 30_000,
    },
  },
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
