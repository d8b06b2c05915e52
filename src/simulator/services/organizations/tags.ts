/** Tags of accounts: by one of them people keep rootkeeper out of an account. */
import { AwsFault } from '../../wire/aws-fault.ts';
import { jsonResponse } from '../../wire/respond.ts';
import type { WireRequest } from '../../wire/wire.ts';
import type { Account } from '../../world/account.ts';
import type { World } from '../../world/world.ts';
import type { Operation } from '../dispatch.ts';
import { invalid, requiredText } from '../parameters.ts';
import { arnOf } from './accounts.ts';
import { noteChange } from './note-change.ts';
import { pageOf } from './page.ts';
import { checkManager, checkReader } from './permissions.ts';

export const listTagsForResource: Operation = (request, caller, world) => {
  checkReader(request, caller, world, arnOf(world, requiredText(request, 'ResourceId')));
  const tags = [...targetOf(request, world).tags].map(([Key, Value]) => ({ Key, Value }));
  const { items, next } = pageOf(request, world, tags);
  return jsonResponse(request, { Tags: items, ...next });
};

export const tagResource: Operation = (request, caller, world) => {
  const tags = listOf(request, 'Tags').map(({ Key, Value }) => ({ key: String(Key), value: String(Value) }));
  noteChange(request, { resourceId: requiredText(request, 'ResourceId'), tags });
  checkManager(request, caller, world, arnOf(world, requiredText(request, 'ResourceId')));
  const account = targetOf(request, world);
  for (const { key, value } of tags) account.tags.set(key, value);
  return jsonResponse(request, {});
};

export const untagResource: Operation = (request, caller, world) => {
  const tagKeys = Array.isArray(request.params['TagKeys']) ? request.params['TagKeys'].map(String) : [];
  noteChange(request, { resourceId: requiredText(request, 'ResourceId'), tagKeys });
  checkManager(request, caller, world, arnOf(world, requiredText(request, 'ResourceId')));
  const account = targetOf(request, world);
  for (const key of tagKeys) account.tags.delete(key);
  return jsonResponse(request, {});
};

/** Organizational units, roots and policies can be tagged too; here only accounts are. */
function targetOf(request: WireRequest, world: World): Account {
  const account = world.accounts.get(requiredText(request, 'ResourceId'));
  if (account !== undefined) return account;
  throw new AwsFault(
    'TargetNotFoundException',
    400,
    "We can't find a resource with the ResourceId that you specified.",
  );
}

type Tag = { readonly Key?: unknown; readonly Value?: unknown };

function listOf(request: WireRequest, name: string): readonly Tag[] {
  const given = request.params[name];
  const isTag = (value: unknown): value is Tag =>
    typeof value === 'object' && value !== null && 'Key' in value && typeof value.Key === 'string';
  if (!Array.isArray(given) || !given.every(isTag)) throw invalid(request, `You specified ${name} that are no tags.`);
  return given;
}
