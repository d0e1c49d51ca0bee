/** Words to be told of: which, whose messages they are looked for in, and where they were found. Start in `watch-words-screen.tsx`. */
export { WatchWordsScreen } from './watch-words-screen.tsx'
