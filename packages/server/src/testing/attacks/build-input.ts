import type { Scalar, Shape } from './read-shape.ts'

/** Where a scalar stands in an input: names and list indices from the outside in. */
export type Path = readonly (string | number)[]
export type Place = Readonly<{ path: Path; scalar: Scalar }>

/** The value a scalar gets in an input that is meant to be good; undefined leaves it to the samples. */
export type Fill = (scalar: Scalar) => unknown

/** Every scalar of a shape with its path; a list is looked at through its first item. */
export function listPlaces(shape: Shape, path: Path = []): Place[] {
  if (shape.type === 'scalar') return [{ path, scalar: shape }]
  if (shape.type === 'list') return listPlaces(shape.item, [...path, 0])
  return Object.entries(shape.fields).flatMap(([name, field]) => listPlaces(field.shape, [...path, name]))
}

/** An input that its schema accepts, with every optional field in it unless `isLean`. */
export function buildInput(shape: Shape, fill: Fill, isLean = false): unknown {
  if (shape.type === 'scalar') return fill(shape) ?? sample(shape)
  if (shape.type === 'list') {
    const item = buildInput(shape.item, fill, isLean)
    return item === undefined ? [] : [item]
  }
  const fields = Object.entries(shape.fields).filter(([, { isOptional }]) => !(isOptional && isLean))
  return Object.fromEntries(fields.map(([name, field]) => [name, buildInput(field.shape, fill, isLean)]))
}

const samples: readonly unknown[] = [
  'A word of mine',
  1,
  1_000,
  false,
  true,
  '0197a3c2-0000-7000-8000-00000000c0de',
  'somebody@example.test',
  'https://shop.example',
  '#0c6457',
  'f'.repeat(64),
  'pt-BR',
  '2026-12-24',
]

function sample({ name, schema, values }: Scalar): unknown {
  const found = [...values, ...samples].find((value) => schema.safeParse(value).success)
  if (found === undefined) throw new Error(`No sample fits "${name}": add one, or let the scene fill it`)
  return found
}

/** The same input with one value replaced; what is not on the way is shared. */
export function withValue(input: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (Array.isArray(input)) return input.map((item, i) => (i === step ? withValue(item, rest, value) : item))
  const fields = input as Record<string, unknown>
  return { ...fields, [step]: withValue(fields[step], rest, value) }
}
