import type { ScorecardView } from '@rapport/contract/light'
import { checkScorecard, type QualityProblem, type Scorecard } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { describeProblem, useClient, useMessages } from '../../app/index.ts'
import { showToast } from '../../ui/index.ts'
import { useForgetQuality } from '../use-quality.ts'
import { newScorecard } from './edit-scorecard.ts'

/** What is wrong at a place of the card, by the place's path. */
export type ProblemAt = (...path: readonly (string | number)[]) => string | undefined

/** A scorecard as its form holds it, what is wrong with it, and how it is saved. */
export function useScorecardForm(scorecard: ScorecardView | null) {
  const t = useMessages()
  const { scorecards } = useClient()
  const navigate = useNavigate()
  const forget = useForgetQuality()
  const [name, setName] = useState(scorecard?.name ?? '')
  const [definition, setDefinition] = useState<Scorecard>(() => scorecard?.definition ?? newScorecard())
  const [seenVersion, setSeenVersion] = useState(scorecard?.version ?? 0)
  const [isChecked, setIsChecked] = useState(false)
  const [isSaving, setIsSaving] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [newer, setNewer] = useState<ScorecardView | null>(null)
  const problems = [...checkScorecard(definition), ...unnamed(definition)]
  const isWrong = problems.length > 0 || name.trim() === ''
  const nameError = isChecked && name.trim() === '' ? t('quality.nameMissing') : undefined

  const send = async (version: number) => {
    const input = { name: name.trim(), definition: asInput(definition) }
    if (scorecard === null) await scorecards.create(input)
    else await scorecards.change({ scorecardId: scorecard.id, seenVersion: version, ...input })
  }
  const leave = async () => {
    await forget()
    showToast({ title: t(scorecard === null ? 'quality.scorecardMade' : 'quality.scorecardSaved') })
    await navigate({ to: '/quality', search: { tab: 'scorecards' } })
  }
  const loadNewer = async () => {
    const { items } = await scorecards.list({})
    setNewer(items.find(({ id }) => id === scorecard?.id) ?? null)
  }
  const save = async (version = seenVersion) => {
    setIsChecked(true)
    if (isWrong || isSaving) return
    setIsSaving(true)
    setError(null)
    try {
      await send(version)
      await leave()
    } catch (failure) {
      if (isRapportError(failure) && failure.code === 'changed_meanwhile') await loadNewer()
      else setError(describeProblem(failure, t))
    } finally {
      setIsSaving(false)
    }
  }
  const problemAt: ProblemAt = (...path) => {
    const found = isChecked ? problems.find((one) => isSamePath(one.path, path)) : undefined
    return found === undefined
      ? undefined
      : found.message === missingName
        ? t('quality.nameMissing')
        : t('app.problem.field', { message: found.message })
  }
  return {
    ...{ name, setName, definition, setDefinition, isSaving, error, nameError, problemAt, newer },
    hasProblems: isChecked && isWrong,
    save: () => void save(),
    /** After somebody else's change: what is here becomes the newest version. */
    saveOver: () => {
      if (newer === null) return
      setSeenVersion(newer.version)
      setNewer(null)
      void save(newer.version)
    },
    takeNewer: () => {
      if (newer === null) return
      setName(newer.name)
      setDefinition(newer.definition)
      setSeenVersion(newer.version)
      setNewer(null)
    },
  }
}

const missingName = 'name'

/** Categories and criteria that have no name yet. */
const unnamed = ({ categories }: Scorecard): readonly QualityProblem[] =>
  categories.flatMap((category, i) => [
    ...(category.name.trim() === '' ? [{ path: ['categories', i, 'name'], message: missingName }] : []),
    ...category.criteria.flatMap(({ name }, j) =>
      name.trim() === '' ? [{ path: ['categories', i, 'criteria', j, 'name'], message: missingName }] : [],
    ),
  ])

const isSamePath = (a: QualityProblem['path'], b: QualityProblem['path']) =>
  a.length === b.length && a.every((part, place) => part === b[place])

const asInput = ({ categories }: Scorecard) => ({
  categories: categories.map((category) => ({
    ...category,
    name: category.name.trim(),
    criteria: category.criteria.map((criterion) => ({ ...criterion, name: criterion.name.trim() })),
  })),
})
