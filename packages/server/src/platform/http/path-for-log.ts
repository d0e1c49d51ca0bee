// Words of our own paths, files, and ids, none of which lets anybody in.
const harmless = /^([a-z0-9][a-z0-9._-]{0,29}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|)$/

/**
 * A request's path as the log may keep it: without the query, which carries signatures, and with whatever may be
 * somebody's token struck out, since people put those where they do not belong.
 */
export const pathForLog = (url: string): string =>
  (url.split('?')[0] ?? '')
    .split('/')
    .map((part) => (harmless.test(part) ? part : '…'))
    .join('/')
