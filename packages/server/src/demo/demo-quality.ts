import type { Scorecard } from '@rapport/domain'

/** What the demo's supervisors judge sessions by. */
export const demoScorecard: Readonly<{ name: string; definition: Scorecard }> = {
  name: 'Service talk',
  definition: {
    categories: [
      {
        id: 'manner',
        name: 'Manner',
        weight: 30,
        criteria: [
          points('greeting', 'Greeting and tone', 'Warm, in the language the contact writes in.'),
          points('listening', 'Listens', 'Takes up what was asked, and asks when it is not clear.'),
        ],
      },
      {
        id: 'solution',
        name: 'Solution',
        weight: 50,
        criteria: [
          points('right', 'The right answer', 'What was said is true and complete.'),
          yesNo(
            'next_step',
            'Says what happens next',
            'Who does what by when; not applicable to a mere question.',
          ),
        ],
      },
      {
        id: 'care',
        name: 'Care',
        weight: 20,
        criteria: [
          yesNo('tidy', 'Leaves things tidy', 'Tags and outcome say what it was about.'),
          {
            ...yesNo('privacy', 'Keeps data safe', 'Tells nothing of an order before knowing whose it is.'),
            isCritical: true,
          },
        ],
      },
    ],
  },
}

/** The queue that they work through: each agent's share of last week. */
export const demoQueue = { name: "Last week's sessions", perWeek: 20, weeklyGoal: 8 } as const

function points(id: string, name: string, description: string) {
  const scale = { kind: 'points', max: 5 } as const
  return { id, name, description, weight: 1, scale, mayBeNa: false, isCritical: false }
}

function yesNo(id: string, name: string, description: string) {
  const scale = { kind: 'yes_no' } as const
  return { id, name, description, weight: 1, scale, mayBeNa: id === 'next_step', isCritical: false }
}

/** What is said of a criterion that was met, and of one that was not. */
export const demoRemarks: Readonly<Record<string, Readonly<{ good: string; poor: string }>>> = {
  greeting: { good: 'A friendly start.', poor: 'Straight to business: a word of greeting was missing.' },
  listening: { good: 'Took up every point.', poor: 'The second question went unanswered.' },
  right: { good: 'Correct and complete.', poor: 'Only half of it: our returns page says more.' },
  next_step: {
    good: 'Clear about what comes next.',
    poor: 'The contact could not know when to expect news.',
  },
  tidy: { good: 'Tags and outcome fit.', poor: 'The tags do not say what it was about.' },
  privacy: { good: '', poor: 'The address was told before it was clear who was asking.' },
}

/** What a review comes to, by how good it was: from the best to the poorest. */
export const demoVerdicts: readonly Readonly<{ from: number; texts: readonly string[] }>[] = [
  { from: 90, texts: ['Exactly how it should be. Thank you!', 'A talk to show to newcomers.'] },
  { from: 75, texts: ['Good work. See the one remark.', 'Solid, and kind in tone.'] },
  {
    from: 50,
    texts: ['The contact was helped, but it took more than it needed.', 'Let us talk about next steps.'],
  },
  {
    from: 0,
    texts: ['We should go through this one together.', 'Please look at the remarks; this can cost us trust.'],
  },
]

/** What agents say when they acknowledge a review, and what they dispute and why; null for an answer that is awaited. */
export const demoResponses = {
  acknowledged: ['', 'Thank you, I see it.', 'Fair. I will watch for it.', ''],
  disputed: [
    {
      criterion: 'next_step',
      text: 'I did say when the parcel comes, in my second message.',
      answer:
        'I have read it again. You gave a day for the parcel, but not for the refund, and that was the question.',
    },
    {
      criterion: 'privacy',
      text: 'They had told me the order number and the e-mail address before I named the address.',
      answer: null,
    },
  ],
} as const
