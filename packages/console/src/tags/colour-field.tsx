import { tagColours } from '@rapport/domain'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { useMessages } from '../app/index.ts'
import { TagChip, TagDot } from '../ui/index.ts'
import type { TagValues } from './use-tag-changes.ts'

const themes = ['light', 'dark'] as const

/** The colour of a tag, one of those that are readable everywhere, and how the tag looks with it in both themes. */
export function ColourField({ form }: { form: UseFormReturn<TagValues> }) {
  const t = useMessages()
  const name = form.watch('name').trim() || t('tags.name')
  return (
    <Controller
      name="colour"
      control={form.control}
      render={({ field }) => (
        <fieldset>
          <legend className="mb-1.5 text-small font-medium text-muted">{t('tags.colour')}</legend>
          <div className="flex flex-wrap gap-1">
            {tagColours.map((colour) => (
              <label
                key={colour}
                className="inline-flex min-h-7.5 items-center gap-1.5 rounded-control border border-line px-2 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
              >
                <input
                  type="radio"
                  name="colour"
                  value={colour}
                  className="sr-only"
                  checked={field.value === colour}
                  onChange={() => field.onChange(colour)}
                />
                <TagDot colour={colour} />
                {t(`tags.colour.${colour}`)}
              </label>
            ))}
          </div>
          <div className="mt-2.5 flex flex-wrap items-center gap-2">
            {themes.map((theme) => (
              <span
                key={theme}
                data-theme={theme}
                className="inline-flex min-h-9 max-w-full min-w-0 items-center gap-2 rounded-control border border-line bg-paper px-3 text-small text-muted"
              >
                {t(`tags.theme.${theme}`)}
                <TagChip name={name} colour={field.value} />
              </span>
            ))}
          </div>
          <p className="mt-1.5 text-small text-faint">{t('tags.contrast')}</p>
        </fieldset>
      )}
    />
  )
}
