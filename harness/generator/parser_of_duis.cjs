// For parser_of_duis_test.cpp: the DUIS parser of the npm package over many files in one run of node. Started as
// `node parser_of_duis.cjs PACKAGE FOLDER SCHEMA-VERSION`, where PACKAGE is its folder and FOLDER holds the documents.
// Writes a line a document, of fields between tabs:
//
//   NAME parsed ORIGINATOR TARGET COUNTER COMMAND-VARIANT REFERENCE VARIANT REFERENCE-OF-THE-VARIANT BODY-ELEMENT…
//   NAME refused WHY
//
// and beside each parsed one NAME.again, the document that the package makes of what it has read.
'use strict'

const { readFileSync, readdirSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

const [packageFolder, folder, schemaVersion] = process.argv.slice(2)
const { parseDuis, constructDuis, isSimplifiedDuisOutputRequest } = require(packageFolder)

/** What the package reads of one document, as fields; throws what it throws. */
function fields(name) {
  const parsed = parseDuis('simplified', readFileSync(join(folder, name), 'utf8'))
  if (!isSimplifiedDuisOutputRequest(parsed)) throw new Error('it is no simplified request')
  const { requestId, commandVariant, serviceReference, serviceReferenceVariant } = parsed.header
  writeFileSync(join(folder, name + '.again'), constructDuis('simplified', parsed, schemaVersion))
  return [
    requestId.originatorId,
    requestId.targetId,
    requestId.counter,
    commandVariant.number,
    serviceReference,
    serviceReferenceVariant['Service Reference Variant'],
    serviceReferenceVariant['Service Reference'],
    ...Object.keys(parsed.body),
  ]
}

for (const name of readdirSync(folder).sort()) {
  if (!name.endsWith('.xml')) continue
  let line
  try {
    line = [name, 'parsed', ...fields(name)]
  } catch (error) {
    line = [name, 'refused', error.message]
  }
  console.log(line.join('\t').replace(/\n/g, ' '))
}
