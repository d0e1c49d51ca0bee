/** The pages of quality, in the order of their tabs. */
export const qualityTabs = [
  'queue',
  'mine',
  'reviews',
  'calibration',
  'coaching',
  'scorecards',
  'queues',
] as const
export type QualityTab = (typeof qualityTabs)[number]

/** What a person may do about quality here. */
export type QualityRights = Readonly<{ mayReview: boolean; mayManage: boolean }>

const ofReviewers = new Set<QualityTab>(['queue', 'reviews', 'calibration'])
const ofManagers = new Set<QualityTab>(['scorecards', 'queues'])

/** The tabs somebody has. Whoever reviews nothing has the reviews of their own work and what they show. */
export const tabsFor = ({ mayReview, mayManage }: QualityRights): readonly QualityTab[] =>
  qualityTabs.filter((tab) => {
    if (tab === 'mine') return !mayReview
    if (ofReviewers.has(tab)) return mayReview
    return !ofManagers.has(tab) || (mayReview && mayManage)
  })

/** The tab in an address that anybody may have typed; their first one where it names none of theirs. */
export function readTab(text: string | undefined, rights: QualityRights): QualityTab {
  const tabs = tabsFor(rights)
  return tabs.find((tab) => tab === text) ?? tabs[0] ?? 'mine'
}
