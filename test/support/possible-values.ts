/**
 * Which values a condition key can have in a request that an ordinary principal of an account makes to manage the
 * policy of its own bucket or queue. Written a second time, apart from the analyser's own model, to hold that to it:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { PolicyQuestion } from '../../src/policy/question.ts';
import { partitionOf } from './account-request.ts';

export type Possible = (value: string, question: PolicyQuestion) => boolean;

const like =
  (shape: RegExp): Possible =>
  (value) =>
    shape.test(value);
const is =
  (...values: readonly string[]): Possible =>
  (value) =>
    values.includes(value);
/** Ages and moments are whole numbers. */
const number =
  (max: number): Possible =>
  (value) =>
    /^\d+$/.test(value) && Number(value) <= max;
const isMoment: Possible = (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value);
const anyText: Possible = () => true;
const ownAccount: Possible = (value, { account }) => value === account;
const organization: Possible = (value, { organizationId }) =>
  organizationId === undefined ? /^o-[a-z0-9-]+$/.test(value) : value === organizationId;
const organizationPath: Possible = (value, question) => {
  const [id = '', root = ''] = value.split('/');
  return organization(id, question) && root.startsWith('r-');
};

const ARN = {
  user: /^arn:aws[a-z-]*:iam::\d{12}:user\/(?:[!-~]+\/)?[\w+=,.@-]{1,64}$/,
  role: /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:[!-~]+\/)?[\w+=,.@-]{1,64}$/,
  federated: /^arn:aws[a-z-]*:sts::\d{12}:federated-user\/[\w+=,.@-]{1,64}$/,
};

/** By names in lower case; a name that ends with a slash stands for all that begin so. What is not here is absent. */
const POSSIBLE: ReadonlyMap<string, Possible> = new Map<string, Possible>([
  ['aws:principalarn', isOfAccount],
  ['aws:principaltype', is('User', 'AssumedRole', 'FederatedUser')],
  ['aws:principalaccount', ownAccount],
  ['aws:principalorgid', organization],
  ['aws:principalorgpaths', organizationPath],
  ['aws:username', like(/^[\w+=,.@-]{1,64}$/)],
  ['aws:userid', like(/^(?:AIDA[A-Z0-9\uE000]+|AROA[A-Z0-9\uE000]+:[\w+=,.@-]+|\d{12}:[\w+=,.@-]+)$/)],
  ['aws:principaltag/', like(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u)],
  ['aws:principalisawsservice', is('false')],
  ['aws:sourceidentity', anyText],
  ['aws:federatedprovider', anyText],
  ['aws:chatbotsourcearn', anyText],
  ['identitystore:userid', anyText],
  ['ec2:sourceinstancearn', anyText],
  ['lambda:sourcefunctionarn', anyText],
  ['aws:ec2instancesourcevpc', anyText],
  ['aws:ec2instancesourceprivateipv4', anyText],
  ['aws:multifactorauthpresent', is('true', 'false')],
  ['aws:multifactorauthage', number(129_600)],
  ['aws:tokenissuetime', isMoment],
  ['aws:sourceip', (value, { facts }) => isPublicAddress(value) && isInKnownRange(value, facts?.cidrs ?? [])],
  ['aws:sourcevpce', (value, { facts }) => value.startsWith('vpce-') && isKnown(value, facts?.vpcEndpoints ?? [])],
  ['aws:sourcevpc', (value, { facts }) => value.startsWith('vpc-') && isKnown(value, facts?.vpcs ?? [])],
  ['aws:sourcevpcarn', like(/^arn:aws:ec2:[!-~]+$/)],
  ['aws:vpcsourceip', (value) => isIPv4(value) || isIPv6(value)],
  ['aws:vpceaccount', like(/^[A-Z0-9]{12}$/)],
  ['aws:vpceorgid', like(/^o-[a-z0-9-]+$/)],
  ['aws:vpceorgpaths', like(/^o-[a-z0-9-]+\/r-[!-~]*$/)],
  ['aws:securetransport', is('true', 'false')],
  ['aws:viaawsservice', is('true', 'false')],
  ['aws:calledvia', like(/^[\w.-]+\.amazonaws\.com$/)],
  ['aws:calledviafirst', like(/^[\w.-]+\.amazonaws\.com$/)],
  ['aws:calledvialast', like(/^[\w.-]+\.amazonaws\.com$/)],
  ['aws:currenttime', isMoment],
  ['aws:epochtime', number(253_402_300_799)],
  ['aws:requestedregion', regionFits],
  ['aws:useragent', anyText],
  ['aws:referer', anyText],
  ['aws:resourceaccount', ownAccount],
  ['aws:resourceorgid', organization],
  ['aws:resourceorgpaths', organizationPath],
  ['aws:resourcetag/', like(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u)],
]);

const POSSIBLE_ON_S3: ReadonlyMap<string, Possible> = new Map<string, Possible>([
  ['s3:resourceaccount', ownAccount],
  ['s3:buckettag/', like(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u)],
  ['s3:tlsversion', is('1.2', '1.3')],
  ['s3:authtype', is('REST-HEADER', 'REST-QUERY-STRING')],
  ['s3:signatureversion', is('AWS4-HMAC-SHA256', 'AWS')],
  ['s3:signatureage', number(604_800_000)],
  ['s3:x-amz-content-sha256', like(/^(?:UNSIGNED-PAYLOAD|[0-9a-f]{64})$/)],
]);

/** Null: no request carries the key. */
export function possibleValues(key: string, { service }: PolicyQuestion): Possible | null {
  const name = key.toLowerCase();
  const family = name.includes('/') ? name.slice(0, name.indexOf('/') + 1) : name;
  return POSSIBLE.get(family) ?? (service === 's3' ? POSSIBLE_ON_S3.get(family) : undefined) ?? null;
}

function isOfAccount(value: string, question: PolicyQuestion): boolean {
  const [, partition, , , account] = value.split(':');
  return kindOf(value) !== null && account === question.account && partition === partitionOf(question);
}

export type Kind = keyof typeof ARN;

export function kindOf(arn: string): Kind | null {
  for (const kind of ['user', 'role', 'federated'] as const) if (ARN[kind].test(arn)) return kind;
  return null;
}

export function regionOf({ service, resource, region }: PolicyQuestion): string | undefined {
  return service === 'sqs' && resource.startsWith('arn:') ? resource.split(':')[3] : region;
}

function regionFits(value: string, question: PolicyQuestion): boolean {
  const known = regionOf(question);
  return known === undefined ? /^[a-z0-9-]+$/.test(value) : known === value;
}

/** An empty list says that nothing is known. */
function isKnown(value: string, known: readonly string[]): boolean {
  return known.length === 0 || known.includes(value);
}

function isInKnownRange(value: string, ranges: readonly string[]): boolean {
  const known = new BlockList();
  for (const range of ranges) {
    const [network = '', length = '32'] = range.split('/');
    known.addSubnet(network, Number(length), isIPv6(network) ? 'ipv6' : 'ipv4');
  }
  return ranges.length === 0 || known.check(value, isIPv6(value) ? 'ipv6' : 'ipv4');
}

const notPublic = new BlockList();
for (const [network, length] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  notPublic.addSubnet(network, length, 'ipv4');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

function isPublicAddress(value: string): boolean {
  if (isIPv4(value)) return !notPublic.check(value, 'ipv4');
  return isIPv6(value) && globalUnicast.check(value, 'ipv6');
}
