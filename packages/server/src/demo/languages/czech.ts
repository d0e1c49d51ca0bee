import type { Language } from './language.ts'

/** Czech, with the cases and letters that a search must cope with. */
export const czech: Language = {
  locale: 'cs',
  items: ['vlněná bunda', 'pláštěnka', 'lněná košile', 'stolní lampa', 'plátěný batoh', 'dubové prkénko'],
  cities: ['Brno', 'Olomouc', 'Plzeň', 'Ústí nad Labem', 'Žďár nad Sázavou', 'Praha'],
  days: ['v pondělí', 'v úterý', 've středu', 've čtvrtek', 'v pátek'],
  currency: (amount) => `${amount * 29} Kč`,
  bot: {
    greeting: 'Dobrý den, tady Linnie. Poradím s doručením, vrácením zboží a otevírací dobou.',
    asks: 'Pošlete mi prosím číslo objednávky? Začíná LC.',
    handsOff: 'S tím vám lépe pomůže kolegyně nebo kolega. Okamžik prosím.',
  },
  hello: ['Dobrý den, tady {me}.', 'Dobrý den, děkuji za strpení, jmenuji se {me}.'],
  tellsOrder: ['{order}', 'mělo by to být {order}', 'číslo je {order}'],
  holds: [
    'Musím se zeptat ve skladu, ozvu se, jakmile budu vědět víc.',
    'Ověřím to u dopravce, chvíli to potrvá.',
  ],
  thanks: ['Děkuji!', 'Super, díky moc', 'Skvělé, mějte se hezky', '👍'],
  farewells: ['Není zač, hezký den!', 'Rádo se stalo. Kdykoli napište.'],
  questions: [
    {
      asks: ['Jakou máte otevírací dobu?', 'Máte otevřeno v sobotu?'],
      answer: 'Jsme tu od pondělí do pátku od 8 do 20 hodin, v sobotu od 9 do 14.',
    },
    {
      asks: ['Kolik stojí doprava?', 'Posíláte i do města {city}?'],
      answer: 'Doručení trvá dva až čtyři pracovní dny, od 1 500 Kč je zdarma.',
    },
  ],
  scenarios: [
    {
      team: 'orders',
      lines: `
c Dobrý den, kde je moje objednávka? Měla přijít {day}. / Zásilka pořád nedorazila
a Našla jsem ji. Balík je na depu, město {city}, doručí ho {day} dopoledne.
c? Budu v práci, může ho převzít soused?
a? Může, poznamenala jsem to řidiči.`,
    },
    {
      team: 'orders',
      lines: `
c Balík je označený jako doručený, ale nic nemám / Píšete doručeno a nikde nic není
a To mě mrzí. Nepřevzal ho třeba někdo od sousedů?
c Ani soused ho neviděl
a Podávám reklamaci u dopravce. Do dvou dnů buď balík najdou, nebo vrátíme {amount}.
c Dobře, počkám`,
    },
    {
      team: 'returns',
      lines: `
c Přišla mi špatná velikost, objednal jsem {size} / {garment} je moc malá, jde vyměnit za {size}?
a Samozřejmě. Kurýr přiveze {size} a tu původní si vezme zpět. Hodí se {day}?
c {day} se hodí
a Objednáno, štítek prosím nechte na sáčku.`,
    },
    {
      team: 'billing',
      lines: `
c Potřebovala bych fakturu na firmu / Můžete opravit adresu na faktuře?
a Jistě, jaké údaje tam mají být?
c Dílna Kovářová, Dlouhá 12, {city}
a Hotovo, nová faktura je v e-mailu a původní je stornovaná.
c? A druhou fakturu taky?
a? Ta už odešla také.`,
    },
    {
      team: 'returns',
      lines: `
c Chtěl bych zboží vrátit, {item} nevypadá jako na fotce
a Rozumím. Máte na to 60 dní, štítek vám posílám e-mailem.
c? Kdy dostanu peníze?
a? Do tří dnů poté, co balík dorazí do skladu.`,
    },
  ],
  names: [
    ['Markéta', 'Kovářová'],
    ['Tomáš', 'Říha'],
    ['Kristýna', 'Veselá'],
    ['Jiří', 'Šťastný'],
    ['Lenka', 'Dvořáková'],
    ['Ondřej', 'Žák'],
    ['Barbora', 'Němcová'],
    ['Matěj', 'Přibyl'],
    ['Zdeňka', 'Hájková'],
    ['Vojtěch', 'Ťoupal'],
  ],
}
