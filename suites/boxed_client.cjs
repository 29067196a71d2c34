// A DUIS client made of the published npm packages, against `hallmark serve`. For boxed_client_test.cpp, started as
// `node boxed_client.cjs HALLMARK NODE-MODULES ESTATE`. Writes a line a finding and ends with 0 where all is as it should be.
//
// duis-parser makes and reads the documents, duis-sign-wrap signs them (it runs a Java program), dccboxed-keystore has the
// certificate by which the service checks that. Without Java the requests go with the sample's placeholder signature.
'use strict'

const assert = require('node:assert')
const { spawn, spawnSync } = require('node:child_process')
const { readFileSync } = require('node:fs')
const { createServer } = require('node:http')
const { join } = require('node:path')
const { once } = require('node:events')

const [hallmark, modules, estateFile] = process.argv.slice(2)
const scope = join(modules, '@smartdcc')
const { parseDuis, constructDuis } = require(join(scope, 'duis-parser'))
const { signDuis } = require(join(scope, 'duis-sign-wrap'))
const { BoxedKeyStore } = require(join(scope, 'dccboxed-keystore'))

const supplier = '90-B3-D5-1F-30-01-00-00'
const unrestricted = '00-DB-12-34-56-78-90-A0'
const restricted = '00-DB-12-34-56-78-90-A1'
const sample = readFileSync(join(scope, 'duis-templates/templates/ECS17b_4.1.1_SINGLE_SUCCESS_REQUEST_DUIS.XML'), 'utf8')
const hasJava = spawnSync('java', ['-version']).status === 0

/** What was POSTed to us, as it comes. */
const received = []
let awaited = () => {}
const receiver = createServer(async (request, response) => {
  let body = ''
  for await (const part of request) body += part
  received.push(body)
  response.writeHead(204).end()
  awaited()
})

async function nextReceived() {
  while (received.length === 0) await new Promise((resolve) => (awaited = resolve))
  return parseDuis('simplified', received.shift())
}

/** The sample, 4.1.1, made into a read of that device now. */
async function readOf(device, counter) {
  const duis = parseDuis('simplified', sample)
  duis.header.requestId = { originatorId: supplier, targetId: device, counter: BigInt(counter) }
  duis.body = { ReadInstantaneousImportRegisters: '' }
  if (hasJava) return signDuis({ xml: constructDuis('simplified', duis, '5.1'), preserveCounter: true })
  const [placeholder] = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(sample)
  const signature = placeholder.replace('<ds:Signature', '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"')
  return constructDuis('simplified', duis, '5.1').replace('</sr:Request>', signature + '</sr:Request>')
}

async function post(url, type, body) {
  const answer = await fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body })
  return { status: answer.status, text: await answer.text() }
}

async function control(url, method, params) {
  const answer = await post(url, 'application/json', JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))
  const { result, error } = JSON.parse(answer.text)
  assert.ok(result, JSON.stringify(error))
  return result
}

const codeOf = (duis) => duis.header.responseCode?.responseCode ?? duis.header.responseCode

async function submit(where, xml) {
  const answer = await post(where.duis + '/api/v1/serviceS', 'application/xml', xml)
  assert.strictEqual(answer.status, 200, answer.text)
  return parseDuis('simplified', answer.text)
}

/** The certificate that the signing tool signs with, found in the key store by the serial number in the signature. */
async function certificateOf(signed) {
  const store = await BoxedKeyStore.new('127.0.0.1')
  try {
    const serial = BigInt(/<ds:X509SerialNumber>(\d+)</.exec(signed)[1])
    return (await store.query({ serial, lookup: 'certificate' })).certificate.toString()
  } finally {
    await store.cleanup()
  }
}

/** Opens the service anew, as one that checks signatures by the certificate of the key store. */
async function checkSignatures(where, receive) {
  const certificate = await certificateOf(await readOf(unrestricted, 1))
  const opened = await control(where.control, 'initialize', {
    protocol: 1, schema: '5.1', signing: 'ecdsa', certificates: [certificate], receive,
  })
  assert.ok(opened.statement.verifiesSignatures)
  await control(where.control, 'reset', { estate: JSON.parse(readFileSync(estateFile, 'utf8')) })
  const forged = (await readOf(unrestricted, 2)).replace(':2<', ':3<')
  const refused = codeOf(await submit(where, forged))
  assert.match(refused, /^E/)
  console.log(`a signature of duis-sign-wrap is checked by dccboxed-keystore; an altered request is refused: ${refused}`)
}

async function main() {
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const here = `http://127.0.0.1:${receiver.address().port}/`
  const service = spawn(hallmark, ['serve', '--port', '0', '--control-port', '0', '--json', '--devices-answer',
    '--receive', `${supplier}=${here}`], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [line] = await once(service.stdout, 'data')
    const where = JSON.parse(line)
    if (hasJava) await checkSignatures(where, { [supplier]: here })
    else console.log('without java duis-sign-wrap cannot sign')

    assert.strictEqual(codeOf(await submit(where, await readOf(unrestricted, 1000))), 'I99')
    const answer = await nextReceived()
    assert.strictEqual(codeOf(answer), 'I0')
    assert.ok(answer.body.ResponseMessage.GBCSPayload)
    console.log('a read of a register on an unrestricted device is answered: I99, then I0 with a GBCS payload')

    const refused = codeOf(await submit(where, await readOf(restricted, 1001)))
    assert.match(refused, /^E/)
    console.log(`on a Restricted one it is refused: ${refused}`)

    const ssi = { user: supplier, device: restricted, action: 'clear-restricted' }
    assert.strictEqual((await control(where.control, 'ssi', ssi)).outcome, 'accepted')
    assert.strictEqual(codeOf(await submit(where, await readOf(restricted, 1002))), 'I99')
    assert.strictEqual(codeOf(await nextReceived()), 'I0')
    console.log('and answered once the flag is cleared')
    assert.strictEqual(received.length, 0)
  } finally {
    const ended = once(service, 'exit')
    service.kill('SIGTERM')
    const [code] = await ended
    assert.strictEqual(code, 0)
    receiver.close()
    receiver.closeAllConnections()
  }
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
