/**
 * SQS's two protocols made one: handlers read and answer JSON documents, and a query form is folded into one first.
 * `Attribute.1.Name=Policy&Attribute.1.Value={}` is `{ "Attributes": { "Policy": "{}" } }`.
 */
import { jsonResponse, queryResponse } from '../../wire/respond.ts';
import type { WireRequest, WireResponse } from '../../wire/wire.ts';
import type { XmlNode, XmlValue } from '../../wire/xml.ts';

export type Document = Readonly<Record<string, unknown>>;

export function documentOf(request: WireRequest): Document {
  if (request.protocol !== 'query') return request.params;
  const document = foldMembers(nest(request.params));
  // A form may be posted to the queue's own URL instead of naming it.
  const isQueuePath = document['QueueUrl'] === undefined && /^\/\d{12}\/[^/]+$/.test(request.path);
  return isQueuePath ? { ...document, QueueUrl: request.path } : document;
}

export function answer(request: WireRequest, document: Document): WireResponse {
  if (request.protocol !== 'query') return jsonResponse(request, document);
  const node = unfoldMembers(document, request.operation);
  return queryResponse(request, Object.keys(node).length === 0 ? null : node);
}

/** Members that are lists, by their name in a form. */
const LISTS: Readonly<Record<string, string>> = {
  AttributeName: 'AttributeNames',
  MessageAttributeName: 'MessageAttributeNames',
  MessageSystemAttributeName: 'MessageSystemAttributeNames',
  ActionName: 'Actions',
  AWSAccountId: 'AWSAccountIds',
  TagKey: 'TagKeys',
  SendMessageBatchRequestEntry: 'Entries',
  DeleteMessageBatchRequestEntry: 'Entries',
  ChangeMessageVisibilityBatchRequestEntry: 'Entries',
};

type MapNames = { readonly member: string; readonly key: string };

/** Members that are maps, by their name in a form. */
const MAPS: Readonly<Record<string, MapNames>> = {
  Attribute: { member: 'Attributes', key: 'Name' },
  MessageAttribute: { member: 'MessageAttributes', key: 'Name' },
  Tag: { member: 'Tags', key: 'Key' },
};

type Nested = { [name: string]: string | Nested };

function nest(form: Document): Nested {
  // Without a prototype: the names are the caller's.
  const root = Object.create(null) as Nested;
  for (const [path, value] of Object.entries(form)) {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    let node = root;
    for (const step of steps) {
      const next = node[step];
      node = typeof next === 'object' ? next : (node[step] = Object.create(null) as Nested);
    }
    node[last] = String(value);
  }
  return root;
}

function foldMembers(node: Nested): Document {
  const document: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(node)) {
    const list = LISTS[name];
    const map = MAPS[name];
    if (typeof value === 'string') document[name] = value;
    else if (list !== undefined) document[list] = itemsOf(value);
    else if (map !== undefined)
      document[map.member] = Object.fromEntries(itemsOf(value).map((item) => pair(item, map)));
    else document[name] = foldMembers(value);
  }
  return document;
}

/** `{ 1: …, 2: … }` in the order of the numbers. */
function itemsOf(node: Nested): unknown[] {
  return Object.entries(node)
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, item]) => (typeof item === 'string' ? item : foldMembers(item)));
}

function pair(item: unknown, { key }: MapNames): [string, unknown] {
  const { [key]: name, Value: value } = item as Document; // Items of a map are objects, or their members are undefined.
  return [String(name), value];
}

const ANSWER_LISTS: Readonly<Record<string, string>> = {
  QueueUrls: 'QueueUrl',
  Messages: 'Message',
  Failed: 'BatchResultErrorEntry',
};

function unfoldMembers(document: Document, operation: string): XmlNode {
  const node: Record<string, XmlValue> = {};
  for (const [name, value] of Object.entries(document)) {
    const map = Object.entries(MAPS).find(([, { member }]) => member === name);
    if (Array.isArray(value)) {
      const element = name === 'Successful' ? `${operation}ResultEntry` : (ANSWER_LISTS[name] ?? name);
      node[element] = value.map((item) => unfoldValue(item, operation));
    } else if (map !== undefined && isDocument(value)) {
      const [element, { key }] = map;
      node[element] = Object.entries(value).map(([entry, inner]) => ({
        [key]: entry,
        Value: unfoldValue(inner, operation),
      }));
    } else node[name] = unfoldValue(value, operation);
  }
  return node;
}

function unfoldValue(value: unknown, operation: string): XmlValue {
  if (isDocument(value)) return unfoldMembers(value, operation);
  return typeof value === 'boolean' ? value : String(value);
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
