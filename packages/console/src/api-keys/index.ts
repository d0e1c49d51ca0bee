/** Keys for programs: which there are, what each may do, and making and removing them. Start in `api-keys-screen.tsx`. */
export { ApiKeysScreen } from './api-keys-screen.tsx'
