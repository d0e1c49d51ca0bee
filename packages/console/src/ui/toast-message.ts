/** What a toast says, and the one thing that can be done about it. */
export type ToastMessage = {
  title: string
  description?: string
  action?: { label: string; onPress: () => void }
  kind?: 'news' | 'error'
  /** Zero keeps it until it is dismissed. Errors stay by themselves. */
  timeoutMs?: number
}
