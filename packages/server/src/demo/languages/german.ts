import type { Language } from './language.ts'

/** German, with words as long as a column. */
export const german: Language = {
  locale: 'de',
  items: ['Wolljacke', 'Regenmantel', 'Leinenhemd', 'Schreibtischlampe', 'Rucksack', 'Baumwollbettwäsche'],
  cities: ['Köln', 'Graz', 'Zürich', 'Leipzig', 'München'],
  days: ['am Montag', 'am Dienstag', 'am Mittwoch', 'am Donnerstag', 'am Freitag'],
  currency: (amount) => `${amount},00 €`,
  bot: {
    greeting: 'Hallo, hier ist Linnie. Ich helfe bei Lieferung, Rückgabe und Öffnungszeiten.',
    asks: 'Wie lautet Ihre Bestellnummer? Sie beginnt mit LC.',
    handsOff: 'Da hole ich jemanden aus dem Team dazu. Einen Moment bitte.',
  },
  hello: ['Guten Tag, hier ist {me}.', 'Hallo, danke fürs Warten! Ich bin {me}.'],
  tellsOrder: ['{order}', 'Das ist die {order}', 'Nummer {order}'],
  holds: ['Ich frage im Lager nach und melde mich, sobald ich mehr weiß.'],
  thanks: ['Vielen Dank!', 'Super, danke', 'Perfekt. Schönen Tag noch!', '👍'],
  farewells: ['Gern geschehen, einen schönen Tag!', 'Melden Sie sich jederzeit wieder.'],
  questions: [
    {
      asks: ['Wann haben Sie geöffnet?', 'Sind Sie samstags erreichbar?'],
      answer: 'Montag bis Freitag von 8 bis 20 Uhr, samstags von 9 bis 14 Uhr.',
    },
    {
      asks: ['Was kostet der Versand?', 'Liefern Sie nach {city}?'],
      answer: 'Die Lieferung dauert zwei bis vier Werktage und ist ab 70 € kostenlos.',
    },
  ],
  scenarios: [
    {
      team: 'billing',
      lines: `
c Guten Tag, ich brauche die Rechnung auf die Firma / Können Sie die Rechnungsadresse ändern?
a Natürlich. Wie lautet die Anschrift?
c Oberhauser GmbH, Gartenstraße 7, {city}
a Ist geändert, die neue Rechnung ist in Ihrem Postfach.
c? Und die zweite Rechnung?
a? Habe ich gleich mit korrigiert.`,
    },
    {
      team: 'returns',
      lines: `
c Das Rücksendeetikett lässt sich nicht drucken / Mein Drucker zeigt beim Etikett nur eine leere Seite
a Ich habe Ihnen ein neues als PDF geschickt. Klappt es damit?
c Ja, jetzt geht es
a Wunderbar. Sobald das Paket eingescannt ist, erstatten wir {amount}.`,
    },
    {
      team: 'orders',
      lines: `
c Wo bleibt meine Bestellung? Sie sollte {day} kommen.
a Ich sehe nach: Die Sendung liegt in {city} und wird {day} zugestellt.
c? Geht auch der Ablageort Garage?
a? Ja, ist hinterlegt.`,
    },
    {
      team: 'orders',
      lines: `
c Kann ich {order} noch stornieren?
a Ich habe sie gerade noch angehalten. Die {amount} sind in zwei bis drei Tagen zurück.
c? Bekomme ich eine Bestätigung?
a? Sie ist schon unterwegs.`,
    },
  ],
  names: [
    ['Jonas', 'Oberhauser'],
    ['Elena', 'Fischer'],
    ['Lukas', 'Grünwald'],
    ['Miriam', 'Köhler'],
    ['Stefan', 'Weiß'],
    ['Anja', 'Brückner'],
    ['Tarek', 'Yıldız'],
    ['Heike', 'Möller'],
  ],
}
