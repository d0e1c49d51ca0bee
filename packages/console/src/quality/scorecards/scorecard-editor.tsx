import type { ScorecardView } from '@rapport/contract/light'
import type { Scorecard } from '@rapport/domain'
import { Plus } from 'lucide-react'
import { useMessages, useShortcut, useShortcutLabel } from '../../app/index.ts'
import { Banner, Button, TextField } from '../../ui/index.ts'
import { CardPreview } from './card-preview.tsx'
import { CategoryEditor } from './category-editor.tsx'
import { moved, newCategory, withCategory } from './edit-scorecard.ts'
import { sharesOf } from './shares-of.ts'
import { useScorecardForm } from './use-scorecard-form.ts'

/** The form of a scorecard: its parts at the start, and at the end the card as reviewers will have it. */
export function ScorecardEditor({ scorecard }: { scorecard: ScorecardView | null }) {
  const t = useMessages()
  const keys = useShortcutLabel()
  const form = useScorecardForm(scorecard)
  useShortcut('quality.key.save', 'mod+enter', form.save)
  return (
    <div className="flex min-h-0 flex-1 border-t border-line max-lg:flex-col max-lg:overflow-y-auto">
      <form
        noValidate
        className="flex min-h-0 min-w-0 flex-1 flex-col max-lg:flex-none"
        onSubmit={(event) => {
          event.preventDefault()
          form.save()
        }}
      >
        {form.newer === null ? null : <NewerBanner form={form} />}
        <div className="grid min-h-0 flex-1 grid-cols-1 content-start gap-4 overflow-y-auto p-4 max-lg:overflow-visible">
          <TextField
            label={t('quality.name')}
            value={form.name}
            error={form.nameError}
            autoComplete="off"
            maxLength={120}
            onChange={(event) => form.setName(event.target.value)}
          />
          <Categories form={form} />
          {form.problemAt('categories') ? (
            <p role="alert" className="text-small text-danger">
              {form.problemAt('categories')}
            </p>
          ) : null}
          <div>
            <Button
              icon={<Plus size={15} aria-hidden="true" />}
              onClick={() =>
                form.setDefinition({ categories: [...form.definition.categories, newCategory()] })
              }
            >
              {t('quality.addCategory')}
            </Button>
          </div>
        </div>
        <div className="flex shrink-0 flex-wrap items-center gap-3 border-t border-line px-4 py-2.5">
          <Button
            type="submit"
            kind="primary"
            busy={form.isSaving}
            title={`${t('quality.save')} (${keys('mod+enter')})`}
          >
            {t(scorecard === null ? 'quality.make' : 'quality.saveVersion')}
          </Button>
          <p role={form.hasProblems || form.error ? 'alert' : undefined} className="text-small text-danger">
            {form.error ?? (form.hasProblems ? t('quality.problems') : null)}
          </p>
        </div>
      </form>
      <CardPreview definition={form.definition} />
    </div>
  )
}

type Form = ReturnType<typeof useScorecardForm>

function Categories({ form }: { form: Form }) {
  const { definition, setDefinition } = form
  const shares = sharesOf(definition.categories)
  return definition.categories.map((category, place) => (
    <CategoryEditor
      key={category.id}
      category={category}
      place={place}
      count={definition.categories.length}
      share={shares[place] ?? 0}
      problemAt={form.problemAt}
      onChange={(next) => setDefinition(withCategory(definition, category.id, () => next))}
      onMove={(by) =>
        setDefinition({
          categories: moved<Scorecard['categories'][number]>(definition.categories, category.id, by),
        })
      }
      onRemove={() => setDefinition(withCategory(definition, category.id, () => null))}
    />
  ))
}

function NewerBanner({ form }: { form: Form }) {
  const t = useMessages()
  return (
    <Banner
      kind="note"
      action={
        <span className="flex gap-2">
          <Button size="small" onClick={form.saveOver}>
            {t('quality.saveOver')}
          </Button>
          <Button size="small" onClick={form.takeNewer}>
            {t('quality.takeNewer')}
          </Button>
        </span>
      }
    >
      {t('quality.newerVersion', { version: form.newer?.version ?? 0 })}
    </Banner>
  )
}
