import { parentPort, workerData } from 'node:worker_threads'
import { listBadInput, rage, type StormTargets } from './storm.ts'

const hands = 4
const attacks = listBadInput(workerData as StormTargets)
let isOver = false
parentPort?.on('message', () => {
  isOver = true
})
const froms = Array.from({ length: hands }, (_, n) => Math.floor((n * attacks.length) / hands))
parentPort?.postMessage('begun')
const reports = await Promise.all(froms.map((from) => rage(attacks, { from, isOver: () => isOver })))
parentPort?.postMessage({
  safe: reports.reduce((total, { safe }) => total + safe, 0),
  failures: reports.flatMap(({ failures }) => failures),
})
parentPort?.close()
