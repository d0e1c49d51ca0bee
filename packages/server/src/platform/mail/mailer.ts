import type { Transporter } from 'nodemailer'

/** A mail to one person, as text and as HTML. `id` makes a repetition known to whoever receives it. */
export type Mail = Readonly<{ to: string; subject: string; text: string; html: string; id: string }>

/** Hands mails to the SMTP server, one at a time; rejects when it does not take one. */
export type Mailer = Readonly<{ send(mail: Mail): Promise<void>; close(): void }>

type SmtpPlace = Readonly<{ url: string; from: string }>

const connectMs = 10_000
const silenceMs = 30_000
/** What would end a header, or is not seen in one. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

/** A mailer over `smtp://` or `smtps://`, with user and password in the address; `from` is a name and an address, or one alone. */
export function createMailer(place: SmtpPlace): Mailer {
  const { from } = place
  let opened: Promise<Transporter> | undefined
  const host = /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'rapport.invalid'
  return {
    async send({ to, subject, text, html, id }) {
      opened ??= openTransport(place).catch((error: unknown) => {
        opened = undefined // The next mail tries again.
        throw error
      })
      const transport = await opened
      await transport.sendMail({
        to: { name: '', address: to },
        subject: subject.replace(unprintable, ' '),
        ...{ text, html },
        messageId: `<${id}@${host}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
    close() {
      // One that could not be opened is told to whoever sent.
      opened?.then((transport) => transport.close()).catch(() => undefined)
    },
  }
}

async function openTransport({ url, from }: SmtpPlace): Promise<Transporter> {
  // Only now: many a server never sends a mail.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport(url, {
    from,
    // Content comes from here alone: neither paths nor addresses in a mail are ever opened.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  Object.assign(transport.options, {
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
  })
  return transport
}
