/** A few recorded sessions, as lines of an import file: several languages, a system line, an agent who speaks first. */
export function someConversations(count: number): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const startedAt = Date.UTC(2026, 4, 4, 9, i)
    const say = (seconds: number, author: string, text: string) => ({
      at: new Date(startedAt + seconds * 1000).toISOString(),
      author,
      text,
    })
    return {
      id: `talk-${i}`,
      channel: 'web',
      contact: { name: `Guest ${i}` },
      startedAt: new Date(startedAt).toISOString(),
      messages: [
        ...(i % 2 === 0 ? [say(0, 'agent', 'Hello, can I help?')] : []),
        say(1, 'contact', `Where is order ${i}? 我的订单在哪里`),
        say(2, 'system', 'You are first in the queue.'),
        say(14, 'agent', 'One moment, please.'),
        say(15, 'contact', 'Děkuji'),
        say(15, 'contact', '🙂'),
        say(40, 'agent', 'It arrives on Friday.'),
        say(900, 'contact', 'Terima kasih!'),
      ],
    }
  })
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}
