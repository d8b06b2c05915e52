/**
 * Keys that tell who asks.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 */
import { chain, freshCharacter, one, run } from '../domains/chain.ts';
import { allTime, endOfTime } from '../domains/moments.ts';
import type { Intervals } from '../domains/intervals.ts';
import { inside, type TextConstraint } from '../domains/text-set.ts';
import { isoView, type KeyRow, nameAfter, sameAfter, whole } from './model.ts';
import { absent, fixed, idWord, type Level, type Space, type TextSpace } from './space.ts';
import type { PrincipalType, World } from './world.ts';

export const principalArn = 'aws:principalarn';

export const principalKeys: readonly KeyRow[] = [
  { key: 'aws:PrincipalArn', space: principalArnSpace },
  { key: 'aws:PrincipalType', space: ({ who }) => fixed(typeNames[who]) },
  { key: 'aws:PrincipalAccount', space: ({ subject }) => fixed(subject.account) },
  { key: 'aws:PrincipalOrgID', space: organizationSpace, variable: 'organization' },
  { key: 'aws:PrincipalOrgPaths', space: organizationPathSpace, variable: 'organization-path', isList: true },
  {
    key: 'aws:username',
    space: (world) => (world.who === 'user' ? principalArnSpace(world) : absent),
    variable: ({ who }) => (who === 'user' ? principalArn : 'aws:username'),
    view: (world) => nameAfter(prefixOf(world)),
  },
  {
    key: 'aws:userid',
    space: (world) => (world.who === 'federated_user' ? principalArnSpace(world) : userIdSpace(world)),
    variable: ({ who }) => (who === 'federated_user' ? principalArn : 'aws:userid'),
    view: (world) => (world.who === 'federated_user' ? sameAfter(`${world.subject.account}:`, prefixOf(world)) : whole),
  },
  { key: 'aws:PrincipalTag/', space: () => tagSpace },
  // Services call by themselves with these; what an IAM principal does through a service is `aws:ViaAWSService`.
  { key: 'aws:PrincipalIsAWSService', space: () => fixed('false') },
  { key: 'aws:PrincipalServiceName', space: () => absent },
  { key: 'aws:PrincipalServiceNamesList', space: () => absent },
  // Only sessions from AssumeRoot carry it, and root is not asked about.
  { key: 'aws:AssumedRoot', space: () => absent },
  { key: 'aws:SourceIdentity', space: roleSession(1) },
  { key: 'aws:FederatedProvider', space: roleSession(1) },
  { key: 'aws:ChatbotSourceArn', space: roleSession(2) },
  { key: 'identitystore:UserId', space: roleSession(2) },
  { key: 'ec2:SourceInstanceARN', space: roleSession(2) },
  { key: 'lambda:SourceFunctionArn', space: roleSession(2) },
  { key: 'aws:Ec2InstanceSourceVpc', space: roleSession(2) },
  { key: 'aws:Ec2InstanceSourcePrivateIPv4', space: roleSession(2) },
  { key: 'aws:MultiFactorAuthPresent', space: mfaSpace },
  { key: 'aws:MultiFactorAuthAge', space: mfaAgeSpace },
  { key: 'aws:TokenIssueTime', space: tokenTimeSpace, view: () => isoView },
];

const typeNames: Record<PrincipalType, string> = {
  role: 'AssumedRole',
  user: 'User',
  federated_user: 'FederatedUser',
};

export function prefixOf({ who, subject: { partition, account } }: World): string {
  return who === 'federated_user'
    ? `arn:${partition}:sts::${account}:federated-user/`
    : `arn:${partition}:iam::${account}:${who}/`;
}

function principalArnSpace(world: World): TextSpace {
  const prefix = prefixOf(world);
  const known = world.subject.facts.principals.filter((arn) => arn.startsWith(prefix));
  return {
    kind: 'text',
    sample: (word) => prefix + word,
    words: ['Administrator', 'ResourceAdministrator', 'operator-k3v9'],
    usual: 0,
    known,
    levels: () => arnLevels(world.who, prefix, known.length > 0),
    isPossible: hasPossibleName,
  };
}

function arnLevels(who: PrincipalType, prefix: string, allAreKnown: boolean): readonly ArnLevel[] {
  const name = chain(prefix, one('name'), run('name'));
  if (who === 'federated_user') return [{ price: 1, values: [inside(name)] }];
  const shapes = inside(name, chain(prefix, one('path'), run('path'), '/', one('name'), run('name')));
  if (who === 'user') return [{ price: 1, values: [shapes] }];
  const levels = roleLevels(prefix, shapes);
  return allAreKnown ? levels.filter(({ price }) => price < 2) : levels;
}

type ArnLevel = Level<readonly TextConstraint[]>;

/** An administrator cannot make roles below these paths: services and IAM Identity Center do. */
function roleLevels(prefix: string, shapes: TextConstraint): readonly ArnLevel[] {
  const reserved = [chain(prefix, 'aws-reserved/', run('any')), chain(prefix, 'aws-service-role/', run('any'))];
  const identityCenter = `${prefix}aws-reserved/sso.amazonaws.com/`;
  const suffix = ['_', ...Array.from({ length: 16 }, () => one('hex'))];
  const permissionSet = ['AWSReservedSSO_', one('name'), run('name'), ...suffix];
  return [
    { price: 1, values: [shapes, { inside: false, texts: { exact: new Set(), chains: reserved } }] },
    // Provisioning a permission set makes them; that takes the organization's Identity Center, not root.
    {
      price: 1,
      values: [
        inside(
          chain(identityCenter, ...permissionSet),
          chain(identityCenter, one('region'), run('region'), '/', ...permissionSet),
        ),
      ],
    },
    { price: 2, values: [shapes] },
  ];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: names 64 characters, paths 512. */
function hasPossibleName(arn: string): boolean {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return name.length <= 64 && arn.length - name.length <= 512;
}

/** `AIDA…` for a user, `AROA…:session` for a role's session. The id exists or it does not; a session's name is free. */
function userIdSpace({ who }: World): Space {
  const [prefix, session] = who === 'user' ? ['AIDA', []] : ['AROA', [':', one('name'), run('name')]];
  const newId = freshCharacter.repeat(17);
  return {
    kind: 'text',
    sample: (word) => `${prefix}${word}${who === 'user' ? '' : `:${word}`}`,
    words: [idWord],
    usual: 0,
    levels: () => [
      { price: 1, values: [inside(chain(prefix, newId, ...session))] },
      { price: 2, values: [inside(chain(prefix, one('id'), run('id'), ...session))] },
    ],
  };
}

export function organizationSpace({ subject: { organizationId } }: World): Space {
  if (organizationId !== undefined) return fixed(organizationId);
  return {
    kind: 'text',
    sample: (word) => `o-${word.toLowerCase()}`,
    words: [idWord],
    usual: 0,
    levels: () => [{ price: 2, values: [inside(chain('o-', one('region'), run('region')))] }],
    // An account outside of any organization.
    absent: 2,
  };
}

export function organizationPathSpace({ subject: { organizationId } }: World): Space {
  const organization = organizationId === undefined ? ['o-', one('region'), run('region')] : [organizationId];
  return {
    kind: 'text',
    sample: (word) =>
      `${organizationId ?? `o-${word.toLowerCase()}`}/r-${word.toLowerCase()}/ou-${word.toLowerCase()}/`,
    words: [idWord],
    usual: 0,
    levels: () => [
      { price: 2, values: [inside(chain(...organization, '/r-', one('region'), run('region'), '/', run('path')))] },
    ],
    ...(organizationId === undefined && { absent: 2 as const }),
  };
}

/** Tags are for administrators to set: on users and roles, or on a session. */
const tagSpace: Space = {
  kind: 'text',
  sample: (word) => word,
  words: [idWord],
  usual: 1,
  levels: () => [{ price: 1, values: [inside(chain(run('tag')))] }],
  absent: 0,
  isPossible: (value) => value.length <= 256,
};

/** Carried by some role sessions only: those of an instance, of a function, of a federation. */
function roleSession(price: 1 | 2): KeyRow['space'] {
  return ({ who }) =>
    who !== 'role'
      ? absent
      : {
          kind: 'text',
          sample: (word) => word,
          words: [idWord],
          usual: price,
          levels: () => [{ price, values: [inside(chain(run('any')))] }],
          absent: 0,
        };
}

function mfaSpace({ who, mfa }: World): Space {
  const without = { value: 'false', price: 0 } as const;
  const withDevice = { value: 'true', price: 1 } as const;
  if (mfa === true) return { kind: 'choices', choices: [withDevice] };
  const canHave = mfa === undefined && who !== 'federated_user';
  return { kind: 'choices', choices: canHave ? [without, withDevice] : [without], absent: 0 };
}

/** In seconds. A session that began with MFA lives 36 hours at most. */
function mfaAgeSpace({ mfa }: World): Space {
  if (mfa !== true) return absent;
  return { kind: 'number', levels: [{ price: 1, values: [{ from: 0, to: 129_601 }] }] };
}

/** Temporary credentials only. A user has them from GetSessionToken, or does without. */
function tokenTimeSpace({ who, subject: { now } }: World): Space {
  const user = who === 'user' ? ({ absent: 0 } as const) : {};
  const price = who === 'user' ? 1 : 0;
  const levels: readonly Level<Intervals<number>>[] =
    now === undefined
      ? [
          { price, values: allTime, most: true },
          { price: 2, values: allTime },
        ]
      : [
          { price, values: [{ from: now - 129_600, to: now + 1 }] },
          { price: 2, values: [{ from: now + 1, to: endOfTime }] },
        ];
  return { kind: 'date', levels, ...user };
}
