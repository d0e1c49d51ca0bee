/** Search: the box that finds sessions and messages from anywhere, and the page of everything that was said. Start in `search-screen.tsx`. */
export { SearchBox } from './search-box.tsx'
export { SearchScreen } from './search-screen.tsx'
