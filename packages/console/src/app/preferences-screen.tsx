import { SegmentedControl, Select } from '../ui/index.ts'
import { useMessages } from './i18n.tsx'
import { locales } from './locales.ts'
import { themes, useLocale, useTheme } from './preferences.ts'
import { SettingsPage } from './settings-page.tsx'

/** What a person chooses for this browser alone. */
export function PreferencesScreen() {
  const t = useMessages()
  const [theme, setTheme] = useTheme()
  const [locale, setLocale] = useLocale()
  return (
    <SettingsPage title={t('app.settings.preferences')} description={t('app.preferences.themeHint')}>
      <section className="grid gap-2">
        <h2 className="text-small font-medium text-muted">{t('app.preferences.appearance')}</h2>
        <div>
          <SegmentedControl
            label={t('app.menu.theme')}
            value={theme}
            onChange={setTheme}
            choices={themes.map((value) => ({ value, label: t(`app.theme.${value}`) }))}
          />
        </div>
      </section>
      <Select
        className="max-w-60"
        label={t('app.preferences.language')}
        value={locale.id}
        onChange={setLocale}
        choices={locales
          .filter((one) => import.meta.env.DEV || !one.transform || one.id === locale.id)
          .map(({ id, name }) => ({ value: id, label: name }))}
      />
    </SettingsPage>
  )
}
