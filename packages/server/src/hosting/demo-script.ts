import type { BotScript } from '@rapport/domain'

/** The demo shop's bot: three answers in English, and ears for "a person, please" in more languages than it speaks. */
export const demoScript: BotScript = {
  greeting:
    "Hi, I'm the shop's assistant. Ask me about opening hours, your delivery or returns, or say “human” to talk to a person.",
  answers: [
    {
      id: 'opening-hours',
      triggers: [
        'opening hours',
        'open',
        'opening',
        'hours',
        'close',
        'closing',
        'otevírací doba',
        '营业时间',
        'jam buka',
      ],
      reply:
        'We are open Monday to Friday from 9:00 to 18:00 and on Saturday from 10:00 to 16:00. On Sunday we are closed.',
    },
    {
      id: 'delivery',
      triggers: [
        'delivery',
        'delivered',
        'deliver',
        'shipping',
        'shipped',
        'parcel',
        'package',
        'my order',
        'where is my order',
        'tracking',
        'doručení',
        'zásilka',
        '快递',
        'pengiriman',
      ],
      reply:
        'Parcels leave us within one working day and take two to three days. The link in your shipping e-mail shows where yours is.',
    },
    {
      id: 'returns',
      triggers: [
        'return',
        'returns',
        'send back',
        'send it back',
        'refund',
        'exchange',
        'money back',
        'vrácení',
        'reklamace',
        '退货',
        '退款',
      ],
      reply:
        'You can return anything within 30 days, unused and in its box. Print the label from your order page; the refund arrives within five days.',
    },
  ],
  fallback: "Sorry, I didn't get that. I know about opening hours, delivery and returns; or say “human”.",
  handOff: {
    words: [
      ...['human', 'person', 'agent', 'somebody', 'someone', 'real person', 'representative', 'staff'],
      ...['člověk', 'člověka', 'člověkem', 'operátor', 'operátora', 'operátorem', 'někým'],
      ...['人工', '真人', '客服'],
      ...['manusia', 'orang', 'petugas'],
      ...['إنسان', 'انسان', 'شخص', 'موظف', 'الموظف', 'موظفين', 'بشري'],
    ],
    farewell: 'Of course, one moment: I am getting a colleague for you.',
    misunderstandingsMax: 2,
    reasons: { asked: 'Asked for a person', misunderstood: 'The bot did not understand twice' },
  },
}
