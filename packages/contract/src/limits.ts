/** The longest message text, in UTF-16 units. */
export const messageTextMax = 20_000
/** The longest note, in UTF-16 units. */
export const noteTextMax = 5_000
/** The longest summary of a session, in UTF-16 units. */
export const summaryTextMax = 2_000
/** The most bytes a file may have: 25 MB. */
export const fileBytesMax = 25 * 1024 * 1024
/** The most files one message carries. */
export const messageFilesMax = 10
/** The longest address of a page that is kept with a session, in UTF-16 units. */
export const pageAddressMax = 2_000
/** The longest text that is searched for, in UTF-16 units. */
export const searchTextMax = 500
