/** Custom fields of sessions and of contacts: what a workspace wants to know besides. Start in `fields-screen.tsx`. */
export { FieldsScreen } from './fields-screen.tsx'
