/** One emoji with the words it is found by. */
export type Emoji = Readonly<{ sign: string; words: string }>

const lines = `smileys|😀 grinning happy|😃 smile joy|😄 laugh eyes|😁 beaming grin|😆 squint laugh|😅 sweat relief|🤣 rolling floor|😂 tears joy|🙂 slight smile|🙃 upside down|😉 wink|😊 blush happy|😇 angel halo|🥰 love hearts|😍 heart eyes|😘 kiss|😋 yum tasty|😜 tongue wink|🤗 hug|🤔 thinking|🤐 zip mouth|😐 neutral|😶 no mouth|😏 smirk|😒 unamused|🙄 rolling eyes|😬 grimace|😌 relieved|😔 pensive sad|😴 sleep|😷 mask ill|🤒 fever ill|🤯 mind blown|🥳 party celebrate|😎 cool sunglasses|🤓 nerd|😕 confused|😟 worried|🙁 frown|😮 surprised oh|😲 astonished|🥺 pleading please|😢 cry sad|😭 sob crying|😱 scream fear|😖 confounded|😞 disappointed|😓 sweat sad|😩 weary|😫 tired|😤 huff triumph|😡 angry red|😠 angry|🤬 swearing
gestures|👍 thumbs up yes good|👎 thumbs down no bad|👌 ok|✌️ victory peace|🤞 fingers crossed luck|🤝 handshake deal|👏 clap bravo|🙌 raised hands hooray|🙏 thanks please pray|👋 wave hello bye|✋ hand stop|💪 strong muscle|👀 eyes look|🫶 heart hands|👇 down below|👉 right point|☝️ up one
hearts|❤️ red heart love|🧡 orange heart|💛 yellow heart|💚 green heart|💙 blue heart|💜 purple heart|🖤 black heart|💔 broken heart|💕 two hearts|✨ sparkles|⭐ star|🌟 glowing star|🔥 fire hot|🎉 party tada|🎊 confetti|🎁 gift present|🎂 cake birthday|🏆 trophy win|💯 hundred perfect
things|📦 parcel package box delivery|🚚 truck delivery|✈️ plane flight travel|🛒 cart shop|🛍️ bags shopping|💳 card pay|💰 money|🧾 receipt invoice|📄 document page|📎 clip attach|📷 camera photo|📱 phone mobile|💻 laptop computer|🔑 key|🔒 lock secure|🔧 wrench repair|⚙️ settings gear|💡 idea light|📅 calendar date|⏰ alarm clock time|⏳ wait hourglass|📞 call telephone|✉️ mail letter|🔗 link|👕 shirt clothes|👟 shoe|☕ coffee|🍕 pizza food|🌞 sun|🌧️ rain
signs|✅ check done yes|❌ cross no wrong|⚠️ warning|❗ exclamation important|❓ question|➕ plus add|➖ minus|🆗 ok button|🆕 new|🔴 red circle|🟢 green circle|🟡 yellow circle|🔔 bell|🔕 no bell mute|♻️ recycle return|🚫 forbidden|💬 speech message|👤 person|👥 people team`

/** A few hundred would be noise: what people write to each other about orders and problems, by group. */
export const emojiGroups: readonly Readonly<{ name: string; emoji: readonly Emoji[] }>[] = lines
  .split('\n')
  .map((line) => {
    const [name = '', ...rest] = line.split('|')
    return {
      name,
      emoji: rest.map((entry) => {
        const space = entry.indexOf(' ')
        return { sign: entry.slice(0, space), words: entry.slice(space + 1) }
      }),
    }
  })

/** The emoji whose words begin with what is typed; all of them for nothing. */
export function findEmoji(query: string): readonly Emoji[] {
  const all = emojiGroups.flatMap((group) => group.emoji)
  const wanted = query.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return all
  return all.filter(({ words }) =>
    wanted.every((word) => words.split(' ').some((known) => known.startsWith(word))),
  )
}
