import { fastifyCookie } from '@fastify/cookie'

/**
 * The cookie that keeps a browser signed in. Over https its name has the `__Host-` prefix, which makes browsers refuse
 * it from a subdomain, over http, or for a part of the site.
 */
export type LoginCookie = Readonly<{
  name: string
  /** A `Set-Cookie` value: null forgets the login. */
  write(token: string | null, expiresAt: number | null): string
  /** The token in a `Cookie` header, if there is one. */
  read(header: string | undefined): string | null
}>

/** The cookie for an installation reached at this origin. */
export function createLoginCookie(publicOrigin: string): LoginCookie {
  const secure = publicOrigin.startsWith('https://')
  const name = secure ? '__Host-rapport' : 'rapport_login'
  return {
    name,
    write(token, expiresAt) {
      const expires = token === null ? new Date(0) : expiresAt === null ? undefined : new Date(expiresAt)
      const lifetime = expires ? { expires } : {}
      return fastifyCookie.serialize(name, token ?? '', {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure,
        ...lifetime,
      })
    },
    read(header) {
      if (header === undefined) return null
      return fastifyCookie.parse(header)[name] || null
    },
  }
}
