/** The protocol both sides must speak; a client with another number is closed with 4000 and reloads its page. */
export const protocol = 1

/** The largest frame a client may send, in bytes; a larger one closes the socket with 1009. */
export const frameBytesMax = 128 * 1024

/** The most conversations one socket may follow; one more closes it with 1008. */
export const followsMax = 200

/** How far behind a resume may be, in events; beyond it the server answers `reset`. */
export const resumeEventsMax = 1000

/** Why a socket was closed. Below 4000 are RFC 6455's own. */
export const closeCodes = {
  /** Not JSON, or not a command of this protocol. */
  badFrame: 1007,
  /** Too many commands, or too many follows. */
  policy: 1008,
  tooBig: 1009,
  /** The server is stopping or moving: connect again. */
  goingAway: 1001,
  wrongProtocol: 4000,
  /** No token, a wrong one, or one that has ended since. Do not try again with it. */
  notSignedIn: 4001,
  /** Nothing was heard for too long. */
  silent: 4002,
  /** Read too slowly: connect again and resume. */
  tooSlow: 4008,
  unavailable: 4013,
} as const
