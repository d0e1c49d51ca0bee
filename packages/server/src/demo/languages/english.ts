import type { Language } from './language.ts'

/** The shop's own language: most of its contacts write in it. */
export const english: Language = {
  locale: 'en',
  items: [
    'Harbour wool jacket',
    'Fjord rain coat',
    'linen shirt',
    'Alder desk lamp',
    'canvas backpack',
    'merino jumper',
    'oak serving board',
    'stoneware mug set',
    'Birch running shoes',
    'cotton duvet cover',
    'leather belt',
    'enamel teapot',
  ],
  cities: ['Leeds', 'Bristol', 'Dublin', 'Glasgow', 'Lagos', 'Austin', 'Toronto', 'Cork'],
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
  currency: (amount) => `£${amount}.00`,
  bot: {
    greeting:
      'Hi, this is Linnie, the shop’s assistant. I can help with delivery, returns and opening hours.',
    asks: 'Could you send me your order number? It begins with LC.',
    handsOff: 'I’ll get a colleague for this. One moment, please.',
  },
  hello: [
    'Hi {name}, {me} here.',
    'Hello {name}, thanks for waiting. I’m {me}.',
    'Hi, {me} from Linden & Co here 👋',
  ],
  tellsOrder: ['It’s {order}', '{order}', 'should be {order}, bought it last week'],
  holds: [
    'I’ll have to ask the warehouse and will write as soon as I know more.',
    'Let me check this with the courier. It may take a little while.',
  ],
  thanks: ['Thank you!', 'Perfect, thanks a lot', 'great, cheers 🙌', 'Brilliant. Have a nice day!', '👍'],
  farewells: [
    'You’re welcome, {name}. Have a lovely day!',
    'Glad I could help. Write any time.',
    'Thanks for your patience, {name}!',
  ],
  questions: [
    {
      asks: [
        'What are your opening hours?',
        'are you open on Saturday?',
        'When can I reach somebody by phone?',
      ],
      answer: 'We’re here Monday to Friday 8:00 to 20:00, and Saturday 9:00 to 14:00.',
    },
    {
      asks: ['How much is delivery?', 'do you ship to {city}?', 'How long does delivery take?'],
      answer: 'Delivery takes two to four working days and is free from £60; below that it’s £3.90.',
    },
    {
      asks: ['How do I return something?', 'what’s your return policy', 'can I send the {item} back?'],
      answer: 'You have 60 days. Open your order, press Return, and print the label we send you. It’s free.',
    },
  ],
  scenarios: [
    {
      team: 'orders',
      lines: `
c Hi, where is my order? It should have come on {day}. / Hello, my {item} still hasn’t arrived / Any news about {order}?
a I’ve found it: {order}, the {item}. The courier had it scanned in {city} this morning.
c So when will it be here?
a They say {day}, before noon. You’ll get a text one hour before.
c? I’m at work until five, can they leave it with a neighbour?
a? Of course. I’ve added that to the delivery note.
c? Flat 4, the name is on the bell`,
    },
    {
      team: 'orders',
      lines: `
c My parcel shows as delivered but it isn’t here / Tracking says delivered, I have nothing!
a I’m sorry about that. Was anybody at home, or did a neighbour perhaps take it?
c No, nobody. I asked on both sides.
c? The photo shows a door that isn’t mine
a Then I’ll open a claim with the courier right now. That takes two days at most.
a If they don’t find it we send a new {item} at once, or refund {amount}. Which would you like?
c A new one please / I’d rather have the money back
a Noted. I’ll write to you by {day} either way.`,
    },
    {
      team: 'returns',
      lines: `
c Hi, the {garment} I got is an M, I ordered an {size} 😕 / wrong size in the parcel, I ordered {size}
a Oh no. Let me sort that out: a courier can bring the {size} and take the other one away.
c That would be great. When?
a {day} or the day after, between 9 and 12.
c {day} is good
a Booked. Please just leave the label on the bag.`,
    },
    {
      team: 'returns',
      lines: `
c The return label doesn’t print, it’s just a blank page / I can’t open the return label
a I’ve made a new one and sent it as a PDF. Could you try that?
c? Where do I find it?
a? In your mail, from returns@linden.test. Have a look in spam as well.
c Got it, works now`,
    },
    {
      team: 'returns',
      lines: `
c My teapot came broken / One of the four mugs is cracked
a I’m sorry. Could you tell me whether the box was damaged too?
c No, the box is fine
a Thanks. You needn’t send it back: a new one leaves tomorrow, at no cost.
c? Really? That’s kind
a? It’s on us. It should never have left the warehouse like that.`,
    },
    {
      team: 'billing',
      lines: `
c I need an invoice with our company’s address / Could you change the address on my invoice?
a Sure. What should it say?
c Northwind Studio, 14 Mill Lane, {city}
c? and our VAT number please, GB 294 118 706
a Done. The new invoice is in your mail, the old one is cancelled.`,
    },
    {
      team: 'billing',
      lines: `
c I was charged twice for {order} / Why are there two payments of {amount} on my card?
a Let me look. One of the two is only a reservation; your bank lifts it within three days.
c are you sure? My bank says both are booked
a I checked with our payment provider: one was captured, the other was voided on {day}.
c? OK, I’ll wait then
a If it’s still there after {day}, write here and I’ll get it refunded by hand.`,
    },
    {
      team: 'billing',
      lines: `
c My discount code says expired / the code AUTUMN15 doesn’t work
a It ended on {day}, but I can see you had it in your basket before. I’ve extended it by a week.
c? Does it work with the {item} too?
a? It does, with everything but gift cards.`,
    },
    {
      team: 'orders',
      lines: `
c Is the {garment} in {size} coming back in stock? / Will you have the {garment} again?
a Yes, we expect new ones around {day}. Shall I put one aside for you?
c Yes please! / no need, just let me know
a Done. You’ll get a message as soon as it’s here, and it’s yours for three days.`,
    },
    {
      team: 'orders',
      lines: `
c Can I still change the delivery address of {order}?
a It hasn’t been packed yet, so yes. Where should it go?
c 22 Station Road, {city}
c? second floor, no lift, sorry
a Changed. It leaves tomorrow and should be there on {day}.`,
    },
    {
      team: 'returns',
      lines: `
c How does the warranty work? My desk lamp stopped working after a year
a You have two years. What exactly happens when you try it?
c nothing at all, it’s dead
a? Did you try another socket? It sounds obvious, but it helps surprisingly often.
c? tried three
a Then we’ll replace it. I’ve sent you a label; the new one leaves when the old one is scanned.`,
    },
    {
      team: 'orders',
      lines: `
c Please cancel {order}, I ordered by mistake / I’d like to cancel my order
a I’ve stopped it just in time. The {amount} goes back to your card, which takes two or three days.
c? Do I get a confirmation?
a? It’s in your mail already.`,
    },
  ],
  names: [
    ['Olu', 'Bankole'],
    ['Grace', 'Whitfield'],
    ['Liam', 'Doherty'],
    ['Aisha', 'Rahman'],
    ['Noah', 'Fletcher'],
    ['Siobhan', 'Keane'],
    ['Priya', 'Nair'],
    ['Marcus', 'Boateng'],
    ['Hannah', 'Lindqvist'],
    ['Owen', 'Pritchard'],
    ['Zoe', 'Adeyemi'],
    ['Callum', 'Reid'],
    ['Imogen', 'Clarke'],
    ['Dev', 'Patel'],
    ['Ruth', 'Okafor'],
    ['Felix', 'Harding'],
    ['Ngozi', 'Eze'],
    ['Tom', 'Ashworth'],
    ['Mei', 'Carter'],
    ['Jonah', 'Stein'],
  ],
}
