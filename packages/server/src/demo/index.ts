/**
 * The demo: a shop that never was, with people in every role, four months of talk in eleven languages, and visitors who
 * keep coming. Made once, on an empty database; everything in it is told by the domain, so it is as consistent as what
 * really happened. Start reading at `make-demo.ts`, then `compose-session.ts`. A large one, for seeing how a desk behaves
 * after years, is `fill-workspace.ts`.
 */
export { demoPassword, demoPeople } from './demo-people.ts'
export type { FillTally } from './fill-history.ts'
export { fillWorkspace } from './fill-workspace.ts'
export { WorkspaceUnclear } from './large-company.ts'
export { startDemo } from './start-demo.ts'
