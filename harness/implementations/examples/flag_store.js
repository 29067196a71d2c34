#!/usr/bin/env node
// A small implementation, and the adaptor that Hallmark speaks to, in one file: copy it and put your product in its place.
//
//     hallmark check 'exec:node flag_store.js'
//     hallmark run 'exec:node flag_store.js' --suite restricted/flag_control
//
// It keeps one flag for each meter, offers one Service Request (4.1.1, Read Instantaneous Import Registers, on demand) and
// refuses every other. It needs Node and nothing else. Node has no reader of XML: this one looks into the Header only, and
// takes a Body on trust, which a product must not. Lines come in, lines go out; the log is standard error.
'use strict';
const readline = require('node:readline');

const NAMESPACE = 'http://www.dccinterface.co.uk/ServiceUserGateway';
const ROLES = { '4.1.1': ['IS', 'GS', 'ED', 'GT'] }; // who may ask for what
const METERS = ['ESME', 'GSME'];
const ID = '[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){7}';
const HEADER = {
  RequestID: new RegExp(`^(${ID}):(${ID}):(0|[1-9][0-9]{0,19})$`),
  CommandVariant: /^[1-8]$/,
  ServiceReference: /^[0-9]{1,2}\.[0-9]{1,2}$/,
  ServiceReferenceVariant: /^[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}$/,
};

/** An operation, or a use of one, that is not offered: what the error of the answer says. */
class Declined extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** What the Header tells, by element. Throws where no Request can be read. */
function readHeader(text) {
  if (text.includes('<!DOCTYPE')) throw new Error('a DOCTYPE');
  const plain = text.replace(/<!--[^]*?-->/g, '');
  const header = /<(?:[\w.-]+:)?Header>([^]*?)<\/(?:[\w.-]+:)?Header>/.exec(plain);
  if (!header || !text.includes(NAMESPACE)) throw new Error('no Header that can be read');
  const told = {};
  for (const [name, shape] of Object.entries(HEADER)) {
    const found = new RegExp(`<(?:[\\w.-]+:)?${name}>\\s*([^<&]*?)\\s*</`).exec(header[1]);
    if (!found || !shape.test(found[1])) throw new Error(`${name} is missing or of another shape`);
    told[name] = found[1];
  }
  const [, originator, target, number] = HEADER.RequestID.exec(told.RequestID);
  if (BigInt(number) >= 2n ** 64n) throw new Error('RequestID counts too far');
  return { ...told, originator: originator.toUpperCase(), target: target.toUpperCase() };
}

/** The implementation: what it knows, and what went out since the last drain. */
class Store {
  constructor() {
    this.schema = '5.1';
    this.reset({ estate: { now: '2025-01-01T00:00:00Z', dcc: '', users: [], meteringPoints: [], devices: [] } });
  }

  // The conversation

  initialize({ schema }) {
    this.schema = schema;
    return {
      protocol: 1,
      implementation: { name: 'Flag store', version: '1', vendor: 'Example', language: 'JavaScript' },
      statement: {
        facets: ['restricted-mode'],
        srvs: Object.keys(ROLES),
        commandVariants: [1],
        rejectionCode: 'E5',
        adaptor: { decides: 'nothing' },
      },
    };
  }

  reset({ estate }) {
    this.now = estate.now;
    this.dcc = estate.dcc;
    this.roles = new Map(estate.users.map((user) => [user.id, user.roles]));
    this.points = new Map(estate.meteringPoints.map((point) => [point.id, point]));
    this.devices = new Map(estate.devices.map((device) => [device.id, device]));
    this.restricted = new Set(estate.devices.filter((device) => device.restricted).map((device) => device.id));
    this.asked = new Map(); // by RequestID: who asked, and what the Header told
    this.responses = 0;
    this.drain();
    return {};
  }

  drain() {
    const out = this.out;
    this.out = { toDevices: [], toUsers: [], toCsp: [], toRegistration: [], installCodes: [] };
    return out;
  }

  advance({ to }) {
    this.now = to;
    return {};
  }

  shutdown() {
    return {};
  }

  // The Self Service Interface

  ssi({ user, action, device: id }) {
    const refused = (reason) => ({ outcome: 'refused', reason });
    const device = this.devices.get(id);
    if (!device) return refused('no such device');
    if (action === 'read') {
      if (!this.controls(user, device) && !this.operatesNetwork(user, device)) return refused('not a party of this device');
      return { outcome: 'accepted', restricted: this.isRestricted(device), serviceFlag: this.serviceFlag(device) };
    }
    if (!this.controls(user, device)) return refused('not the Responsible Supplier');
    if (!METERS.includes(device.type) || device.smets !== 2) return refused('not a SMETS2 meter');
    if (action === 'clear-restricted') {
      this.restricted.delete(id);
    } else if (device.paymentMode === 'prepayment') {
      return refused('in prepayment mode');
    } else {
      this.restricted.add(id);
    }
    return { outcome: 'accepted' };
  }

  pointsOf(device) {
    return (device.meteringPoints ?? []).map((id) => this.points.get(id)).filter(Boolean);
  }

  importPointsOf(device) {
    return this.pointsOf(device).filter((point) => (point.direction ?? 'import') === 'import');
  }

  /** The Responsible Supplier is that of the import point; the DCC may do what it may. */
  controls(user, device) {
    return user === this.dcc || this.importPointsOf(device).some((point) => point.supplier === user);
  }

  operatesNetwork(user, device) {
    return this.pointsOf(device).some((point) => point.networkOperator === user);
  }

  serviceFlag(device) {
    return this.importPointsOf(device)[0]?.serviceFlag ?? null;
  }

  /** A Gas Proxy Function mirrors the gas meter of its point, so it is as Restricted as that meter. */
  isRestricted(device) {
    if (device.type !== 'GPF') return this.restricted.has(device.id);
    const points = new Set(device.meteringPoints ?? []);
    const mirrored = (other) => other.type === 'GSME' && (other.meteringPoints ?? []).some((id) => points.has(id));
    return [...this.devices.values()].some((other) => mirrored(other) && this.restricted.has(other.id));
  }

  // Requests

  submit({ user, service, duis }) {
    let told;
    try {
      told = readHeader(duis);
    } catch (problem) {
      // No valid Response could carry this refusal: it would have to repeat what is wrong.
      return { response: null, rejected: problem.message };
    }
    const refusal = this.refusal(user, service, told, duis.includes('ExecutionDateTime'));
    if (!refusal) {
      this.asked.set(told.RequestID, { user, told });
      const srv = told.ServiceReferenceVariant;
      this.out.toDevices.push({ device: told.target, requestId: told.RequestID, srv, schedule: null, payload: null });
    }
    return { response: this.response(told, refusal ?? 'I99') };
  }

  /** The ResponseCode that refuses, or undefined. */
  refusal(user, service, told, isForLater) {
    const roles = ROLES[told.ServiceReferenceVariant];
    const device = this.devices.get(told.target);
    if (told.CommandVariant !== '1' || !roles || isForLater) return 'E12';
    if (service !== 'send-command') return 'E13';
    if (told.originator !== user || !this.roles.has(user)) return 'E1';
    if (!this.roles.get(user).some((role) => roles.includes(role))) return 'E2';
    if (!device) return 'E19';
    if (![...METERS, 'GPF'].includes(device.type)) return 'E11';
    return this.isRestricted(device) ? 'E5' : undefined;
  }

  /** A DUIS Response. Without a payload it is the answer to the request, with one it brings what the device said. */
  response(told, code, payload) {
    const element = (name, text) => (text ? `<sr:${name}>${text}</sr:${name}>` : '');
    const id = payload && `${told.target}:${told.originator}:${++this.responses}`;
    return (
      `<sr:Response xmlns:sr="${NAMESPACE}" schemaVersion="${this.schema}"><sr:Header>` +
      element('RequestID', told.RequestID) + element('ResponseID', id) + element('ResponseCode', code) +
      element('ResponseDateTime', this.now) + '</sr:Header><sr:Body><sr:ResponseMessage>' +
      element('ServiceReference', told.ServiceReference) +
      element('ServiceReferenceVariant', told.ServiceReferenceVariant) + element('GBCSPayload', payload) +
      '</sr:ResponseMessage></sr:Body></sr:Response>'
    );
  }

  fromDevice({ device, kind, requestId, payload }) {
    if (kind === 'dcc-alert') throw new Declined(-32602, 'it makes no DCC Alerts');
    const asked = this.asked.get(requestId);
    // What was asked before the flag was set is withheld while it is.
    if (asked?.told.target === device && !this.isRestricted(this.devices.get(device))) {
      this.out.toUsers.push({ user: asked.user, duis: this.response(asked.told, 'I0', payload) });
    }
    return {};
  }

  // What it is told

  inventory({ add, devices, device, ...members }) {
    if (add) {
      this.devices.set(add.id, add);
      return {};
    }
    for (const id of devices ?? [device]) {
      if (this.devices.has(id)) Object.assign(this.devices.get(id), members);
      if (members.paymentMode === 'prepayment') this.restricted.delete(id); // no meter is both
    }
    return {};
  }

  registration({ meteringPoint, event, supplier }) {
    const point = this.points.get(meteringPoint);
    if (point && event === 'change-of-supplier') point.supplier = supplier;
    return {};
  }
}

const OPERATIONS = ['initialize', 'reset', 'submit', 'ssi', 'inventory', 'registration', 'fromDevice', 'advance', 'drain', 'shutdown'];

function answer(store, request) {
  const response = { jsonrpc: '2.0', id: request.id };
  try {
    if (!OPERATIONS.includes(request.method)) throw new Declined(-32601, 'not offered');
    response.result = store[request.method](request.params);
  } catch (problem) {
    // The adaptor goes on; Hallmark is told that this one broke.
    if (!(problem instanceof Declined)) console.error(problem);
    response.error = { code: problem instanceof Declined ? problem.code : -32000, message: String(problem.message) };
  }
  return response;
}

const store = new Store();
const lines = readline.createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const message = JSON.parse(line);
  const requests = Array.isArray(message) ? message : [message];
  const responses = requests.map((request) => answer(store, request));
  process.stdout.write(JSON.stringify(Array.isArray(message) ? responses : responses[0]) + '\n');
  if (requests.some((request) => request.method === 'shutdown')) lines.close();
});
