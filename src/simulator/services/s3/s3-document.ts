/** The XML that callers send: read into plain objects, refused as S3 refuses it. */
import { XMLParser } from 'fast-xml-parser';
import { isObject } from '../policy-document.ts';
import { malformedXml } from './s3-faults.ts';

export type XmlDocument = Readonly<Record<string, unknown>>;

/** Values stay text: a tag may be "007". */
const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, trimValues: false });

/** The content of the document's root, which must be `root`. An empty root has no members. */
export function parseXml(body: Buffer, root: string): XmlDocument {
  const content = parse(body.toString('utf8'))[root];
  if (content === undefined) throw malformedXml();
  return isObject(content) ? content : {};
}

function parse(text: string): XmlDocument {
  try {
    const document: unknown = parser.parse(text);
    if (isObject(document)) return document;
  } catch {
    // Told below, in the words of S3.
  }
  throw malformedXml();
}

export function childText(document: XmlDocument, name: string): string | undefined {
  const value = document[name];
  return typeof value === 'string' ? value : undefined;
}

/** One element or several of that name. */
export function childDocuments(document: XmlDocument, name: string): readonly XmlDocument[] {
  const value = document[name];
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}
