import { Client } from 'pg'
import { type Connection, clientConfig, withDatabase } from '../connection.ts'

/** Two write transactions that stay open until `close`, which answers for how long each was, in milliseconds. */
export type HeldTransactions = Readonly<{ close(): Promise<readonly number[]> }>

const elsewhere = 'rapport_elsewhere'

/** Opens a transaction that has written in our database and one in another database of the same server. */
export async function holdTransactions(connection: Connection): Promise<HeldTransactions> {
  const maker = await connect(connection)
  await maker.query(`create database ${elsewhere}`)
  await maker.end()
  const clients = [await connect(connection), await connect(withDatabase(connection, elsewhere))]
  for (const client of clients) {
    await client.query('begin')
    await client.query('create table held (n int)')
    await client.query('insert into held values (1)')
  }
  const from = performance.now()
  return {
    close: () =>
      Promise.all(
        clients.map(async (client) => {
          const answer = await client.query('rollback')
          await client.end()
          return answer.command === 'ROLLBACK' ? performance.now() - from : 0
        }),
      ),
  }
}

async function connect(connection: Connection): Promise<Client> {
  const limits = { statementMs: 0, lockMs: 0, idleInTransactionMs: 0 }
  const client = new Client(clientConfig(connection, { limits }))
  await client.connect()
  return client
}
