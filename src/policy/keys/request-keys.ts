/**
 * Keys that tell of the request itself and of the resource it is about.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-request-properties
 */
import { chain, one, run } from '../domains/chain.ts';
import { allTime, endOfTime } from '../domains/moments.ts';
import { inside } from '../domains/text-set.ts';
import { isoView, type KeyRow } from './model.ts';
import { organizationPathSpace, organizationSpace } from './principal-keys.ts';
import { absent, fixed, idWord, type Price, type Space } from './space.ts';
import type { World } from './world.ts';

/** Not a key of AWS: the resource's ARN, for `Resource` elements with policy variables. */
export const resourceArn = '#resource';

export const requestKeys: readonly KeyRow[] = [
  { key: resourceArn, space: ({ subject }) => fixed(subject.arn) },
  { key: 'aws:CurrentTime', space: timeSpace, variable: 'time', view: () => isoView },
  { key: 'aws:EpochTime', space: timeSpace, variable: 'time' },
  { key: 'aws:RequestedRegion', space: regionSpace },
  { key: 'aws:UserAgent', space: () => headerSpace(0, 1) },
  { key: 'aws:Referer', space: () => headerSpace(1, 0) },
  // Neither service takes tags with the policy calls.
  { key: 'aws:RequestTag/', space: () => absent },
  { key: 'aws:TagKeys', space: () => absent, isList: true },
  // What a service says of the resource on whose behalf it calls; principals never carry it.
  { key: 'aws:SourceArn', space: () => absent },
  { key: 'aws:SourceAccount', space: () => absent },
  { key: 'aws:SourceOrgID', space: () => absent },
  { key: 'aws:SourceOrgPaths', space: () => absent, isList: true },
  { key: 'aws:ResourceAccount', space: ({ subject }) => fixed(subject.account) },
  { key: 'aws:ResourceOrgID', space: organizationSpace, variable: 'organization' },
  { key: 'aws:ResourceOrgPaths', space: organizationPathSpace, variable: 'organization-path', isList: true },
  { key: 'aws:ResourceTag/', space: () => resourceTagSpace },
];

/** Time goes on by itself: what is to come is possible, but not yet. */
function timeSpace({ subject: { now } }: World): Space {
  if (now === undefined) return { kind: 'date', levels: [{ price: 2, values: allTime }] };
  return {
    kind: 'date',
    levels: [
      { price: 0, values: [{ from: now, to: now + 1 }] },
      { price: 2, values: [{ from: now + 1, to: endOfTime }] },
    ],
  };
}

function regionSpace({ subject: { region } }: World): Space {
  if (region !== undefined) return fixed(region);
  return {
    kind: 'text',
    sample: (word) => `${word.slice(0, 2).toLowerCase()}-${word.slice(2, 7).toLowerCase()}-1`,
    words: [idWord],
    usual: 0,
    levels: () => [{ price: 2, values: [inside(chain(one('region'), run('region')))] }],
  };
}

function headerSpace(usual: Price, whenAbsent: Price): Space {
  return {
    kind: 'text',
    sample: (word) => word,
    words: ['aws-cli/2.31.7', idWord],
    usual,
    levels: () => [{ price: 1, values: [inside(chain(run('any')))] }],
    absent: whenAbsent,
  };
}

/** The tags that the resource has now: changing them may be denied as well. */
export const resourceTagSpace: Space = {
  kind: 'text',
  sample: (word) => word,
  words: [idWord],
  usual: 2,
  levels: () => [{ price: 2, values: [inside(chain(run('tag')))] }],
  absent: 2,
  isPossible: (value) => value.length <= 256,
};
