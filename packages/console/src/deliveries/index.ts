/**
 * What channels brought and what they were given, to be looked at and tried again. Start in `deliveries-screen.tsx`.
 */
export { DeliveriesScreen } from './deliveries-screen.tsx'
