/**
 * Keys that tell where a request comes from. An address and an endpoint exclude each other: that is how two Deny
 * statements, each harmless, shut everybody out together.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
 */
import { everyAddress, parseBlock, publicIpv4, publicIpv6 } from '../domains/addresses.ts';
import { chain, one, run } from '../domains/chain.ts';
import { intersect, union } from '../domains/intervals.ts';
import { inside } from '../domains/text-set.ts';
import type { KeyRow } from './model.ts';
import { absent, fixed, idWord, type Space } from './space.ts';
import type { World } from './world.ts';

const anyPublic = union([...publicIpv4, ...publicIpv6]);
/** Where IPv6 addresses are given out today. */
const globalUnicast = intersect(publicIpv6, union([parseBlock('2000::/3') ?? { from: 0n, to: 0n }]));
const privateIpv4 = union(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].flatMap((text) => parseBlock(text) ?? []));

export const networkKeys: readonly KeyRow[] = [
  { key: 'aws:SourceIp', space: sourceIpSpace },
  { key: 'aws:SourceVpce', space: throughEndpoint((world) => idSpace('vpce-', world.subject.facts.vpcEndpoints)) },
  { key: 'aws:SourceVpc', space: throughEndpoint((world) => idSpace('vpc-', world.subject.facts.vpcs)) },
  { key: 'aws:SourceVpcArn', space: throughEndpoint(vpcArnSpace) },
  { key: 'aws:VpcSourceIp', space: throughEndpoint(vpcSourceIpSpace) },
  { key: 'aws:VpceAccount', space: throughEndpoint(endpointAccountSpace) },
  { key: 'aws:VpceOrgID', space: throughEndpoint(({ subject }) => organizationOfEndpoint('', subject.organizationId)) },
  {
    key: 'aws:VpceOrgPaths',
    space: throughEndpoint(({ subject }) => organizationOfEndpoint('/r-', subject.organizationId)),
    isList: true,
  },
  { key: 'aws:SecureTransport', space: ({ secure }) => fixed(String(secure)) },
  { key: 'aws:ViaAWSService', space: ({ path }) => fixed(String(path === 'service')) },
  { key: 'aws:CalledVia', space: calledViaSpace, variable: 'called-via', isList: true },
  { key: 'aws:CalledViaFirst', space: calledViaSpace, variable: 'called-via' },
  { key: 'aws:CalledViaLast', space: calledViaSpace, variable: 'called-via' },
];

function throughEndpoint(space: (world: World) => Space): KeyRow['space'] {
  return (world) => (world.path === 'endpoint' ? space(world) : absent);
}

function sourceIpSpace({ path, subject: { facts } }: World): Space {
  if (path === 'endpoint') return absent;
  const known = intersect(union(facts.cidrs.flatMap((text) => parseBlock(text) ?? [])), anyPublic);
  const isKnown = facts.cidrs.length > 0;
  // A service that calls for the principal passes on the principal's address or none: CloudTrail shows the service's name.
  if (path === 'service')
    return { kind: 'address', levels: [{ price: 2, values: isKnown ? known : anyPublic }], absent: 2 };
  if (isKnown) return { kind: 'address', levels: [{ price: 0, values: known }] };
  return {
    kind: 'address',
    levels: [
      { price: 0, values: publicIpv4, most: true },
      { price: 2, values: publicIpv4 },
      { price: 2, values: globalUnicast },
      { price: 2, values: anyPublic },
    ],
  };
}

function idSpace(prefix: string, known: readonly string[]): Space {
  if (known.length > 0) return { kind: 'choices', choices: known.map((value) => ({ value, price: 0 })) };
  return {
    kind: 'text',
    sample: (word) => prefix + word.toLowerCase(),
    words: [idWord],
    usual: 0,
    levels: () => [{ price: 2, values: [inside(chain(prefix, one('name'), run('name')))] }],
  };
}

function vpcArnSpace({ subject: { partition, account } }: World): Space {
  const parts = [one('region'), run('region'), ':', ...twelveDigits, ':vpc/vpc-', one('name'), run('name')];
  return {
    kind: 'text',
    sample: (word) => `arn:${partition}:ec2:us-east-1:${account}:vpc/vpc-${word.toLowerCase()}`,
    words: [idWord],
    usual: 0,
    levels: () => [{ price: 2, values: [inside(chain(`arn:${partition}:ec2:`, ...parts))] }],
  };
}

const twelveDigits = Array.from({ length: 12 }, () => one('id'));

function vpcSourceIpSpace(): Space {
  return {
    kind: 'address',
    levels: [
      { price: 0, values: privateIpv4, most: true },
      { price: 2, values: everyAddress },
    ],
  };
}

/** The endpoint may be in another account's network. */
function endpointAccountSpace({ subject: { account } }: World): Space {
  return {
    kind: 'text',
    sample: (word) => word,
    words: [],
    usual: 2,
    known: [account],
    levels: () => [{ price: 2, values: [inside(chain(...twelveDigits))] }],
  };
}

function organizationOfEndpoint(path: string, known: string | undefined): Space {
  const rest = path === '' ? [] : [path, run('path')];
  return {
    kind: 'text',
    sample: (word) => `o-${word.toLowerCase()}${path}`,
    words: [idWord],
    usual: 0,
    ...(known !== undefined && { known: [known + path] }),
    levels: () => [{ price: 2, values: [inside(chain('o-', one('region'), run('region'), ...rest))] }],
  };
}

/** Services that pass a request on with the caller's own permissions, CloudFormation above all. */
function calledViaSpace({ path }: World): Space {
  if (path !== 'service') return absent;
  return {
    kind: 'text',
    sample: (word) => `${word.toLowerCase()}.amazonaws.com`,
    words: ['CloudFormation', idWord],
    usual: 2,
    isOneOfSeveral: true,
    levels: () => [{ price: 2, values: [inside(chain(one('name'), run('name'), '.amazonaws.com'))] }],
  };
}
