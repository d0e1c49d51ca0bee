/** The tags of sessions and of contacts: making, renaming, recolouring, ordering and deleting them. Start in `tags-screen.tsx`. */
export { TagsScreen } from './tags-screen.tsx'
