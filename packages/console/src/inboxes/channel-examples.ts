const words = JSON.stringify({
  type: 'message',
  id: 'msg-1',
  person: { id: 'person-1', name: 'Li Chen' },
  text: 'Hello! Is my order on its way?',
})

/** A first message by curl, signed by openssl, for a shell as every Linux and Mac has it. */
export const curlExample = (hookUrl: string, secret: string): string => `secret='${secret}'
body='${words}'
id="first-$(date +%s)"
time=$(date +%s)
key=$(printf '%s' "\${secret#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
signature=$(printf '%s' "$id.$time.$body" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)
curl '${hookUrl}' -d "$body" -H 'content-type: application/json' \\
  -H "webhook-id: $id" -H "webhook-timestamp: $time" -H "webhook-signature: v1,$signature"`

/** The same for a program in JavaScript, with nothing to install. */
export const nodeExample = (
  hookUrl: string,
  secret: string,
): string => `import { createHmac, randomUUID } from 'node:crypto'

const key = Buffer.from('${secret}'.replace('whsec_', ''), 'base64')
const body = JSON.stringify({
  type: 'message',
  id: randomUUID(),
  person: { id: 'person-1', name: 'Li Chen' },
  text: 'Hello! Is my order on its way?',
})
const id = randomUUID()
const time = Math.floor(Date.now() / 1000)
const signature = createHmac('sha256', key).update(\`\${id}.\${time}.\${body}\`).digest('base64')

const answer = await fetch('${hookUrl}', {
  method: 'POST',
  body,
  headers: {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(time),
    'webhook-signature': \`v1,\${signature}\`,
  },
})
console.log(answer.status)`
