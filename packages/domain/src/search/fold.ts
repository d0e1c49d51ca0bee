const marks = /[\u0300-\u036f]/g

/**
 * A text as search compares it: compatibility forms taken apart, lower case, without accents, so that "Žlutý" is found by
 * "zluty". PostgreSQL does the same with `regexp_replace(normalize(lower(…), NFKD), '[\u0300-\u036f]', '', 'g')`.
 */
export const fold = (text: string): string => text.toLowerCase().normalize('NFKD').replace(marks, '')
