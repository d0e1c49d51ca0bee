import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '../run-command.ts'
import { copyTree } from './copy-tree.ts'
import { type Edit, type Mutant, mutants, type Proof } from './mutant-list.ts'
import { judge, type Verdict } from './verdict.ts'

// A race may once end well by chance: a mutant survives when its proof passes this often.
const tries = 3

// A test that waits for what will never come need not wait as long as it may elsewhere.
const testMs = 15_000

/**
 * Takes the guards away, one at a time, in a copy of the tree, and runs what must notice. Each proof has to pass
 * untouched first, and to fail for its own reason: a copy that does not even start kills nothing.
 */
export async function checkMutants(seed: number): Promise<Verdict> {
  const { folder, remove } = await copyTree()
  try {
    const complaints = await proveUntouched(folder)
    let killed = 0
    for (const mutant of mutants) {
      const isKilled = complaints.length === 0 && (await isNoticed(folder, mutant, seed))
      if (isKilled) killed += 1
      else complaints.push(`Nothing notices that this is gone: ${mutant.guard}`)
    }
    const figures = [
      { name: 'mutants', value: mutants.length },
      { name: 'killed', value: killed, want: mutants.length },
    ]
    return judge('MUTANTS', { figures, complaints, seed })
  } finally {
    await remove()
  }
}

async function proveUntouched(folder: string): Promise<string[]> {
  const complaints: string[] = []
  const proofs = new Map(mutants.map(({ proof }) => [JSON.stringify(proof), proof]))
  for (const proof of proofs.values()) {
    const { outcome, output } = await carryOut(folder, proof, 1)
    if (outcome !== 'passes')
      complaints.push(`Untouched, this ${outcome}: ${JSON.stringify(proof)}\n${output.slice(-2_000)}`)
  }
  return complaints
}

async function isNoticed(folder: string, { edits, proof }: Mutant, seed: number): Promise<boolean> {
  const originals = new Map<string, string>()
  for (const edit of edits) await apply(folder, edit, originals)
  try {
    for (let attempt = 0; attempt < tries; attempt += 1)
      if ((await carryOut(folder, proof, seed + attempt)).outcome === 'fails') return true
    return false
  } finally {
    for (const [path, text] of originals) await writeFile(path, text)
  }
}

async function apply(
  folder: string,
  { file, from, to }: Edit,
  originals: Map<string, string>,
): Promise<void> {
  const path = join(folder, file)
  const text = await readFile(path, 'utf8')
  if (text.split(from).length !== 2) throw new Error(`A mutant's place is not in ${file} once: ${from}`)
  if (!originals.has(path)) originals.set(path, text)
  await writeFile(
    path,
    text.replace(from, () => to),
  )
}

type Outcome = 'passes' | 'fails' | 'says nothing'
type Trial = Readonly<{ outcome: Outcome; output: string }>

/** `fails` only for the reason the proof is about; a run that breaks in another way says nothing. */
async function carryOut(folder: string, proof: Proof, seed: number): Promise<Trial> {
  if (proof.kind === 'fault') return await runFault(folder, proof, seed)
  const { output, report } = await runTests(folder, proof)
  if (proof.kind === 'statements') {
    if (output.includes(proof.words)) return { outcome: 'fails', output }
    return { outcome: report.length > 0 ? 'passes' : 'says nothing', output }
  }
  const status = report.find(({ title }) => title === proof.test)?.status
  return { outcome: status === 'failed' ? 'fails' : status === 'passed' ? 'passes' : 'says nothing', output }
}

async function runFault(
  folder: string,
  { name, figure }: Extract<Proof, { kind: 'fault' }>,
  seed: number,
): Promise<Trial> {
  const args = ['tools/faults.ts', '--short', '--only', name, '--seed', String(seed)]
  const { code, output } = await runCommand('node', args, { cwd: folder })
  const value = new RegExp(`^${name} .*\\b${figure}=(\\d+)`, 'm').exec(output)?.[1]
  if (value !== undefined && value !== '0') return { outcome: 'fails', output }
  return { outcome: value === '0' && code === 0 ? 'passes' : 'says nothing', output }
}

type Assertion = Readonly<{ title: string; status: string }>
type Report = Readonly<{ testResults: readonly Readonly<{ assertionResults: readonly Assertion[] }>[] }>

async function runTests(folder: string, proof: Exclude<Proof, { kind: 'fault' }>) {
  const reportFile = join(folder, 'report.json')
  await writeFile(reportFile, '{"testResults":[]}')
  const name = proof.kind === 'test' ? ['--testNamePattern', RegExp.escape(proof.test)] : []
  const { output } = await runCommand(
    'node',
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      proof.file.endsWith('.db.test.ts') ? 'database' : 'rule',
      `--testTimeout=${testMs}`,
      '--reporter=json',
      `--outputFile=${reportFile}`,
      proof.file,
      ...name,
    ],
    { cwd: folder, env: { NO_COLOR: '1' } },
  )
  const { testResults } = JSON.parse(await readFile(reportFile, 'utf8')) as Report
  return { output, report: testResults.flatMap(({ assertionResults }) => assertionResults) }
}
