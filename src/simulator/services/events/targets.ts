/** The targets of a rule. Only queues are delivered to; others are kept and shown, and get nothing. */
import { AwsFault } from '../../wire/aws-fault.ts';
import type { IdentifiedCaller } from '../../wire/caller.ts';
import { jsonResponse } from '../../wire/respond.ts';
import type { WireRequest, WireResponse } from '../../wire/wire.ts';
import type { World } from '../../world/world.ts';
import { invalid } from '../parameters.ts';
import { isObject } from '../policy-document.ts';
import { noteChange } from './note-change.ts';
import { findRule } from './rules.ts';

const TARGETS_MAX = 5;

export function putTargets(request: WireRequest, caller: IdentifiedCaller, world: World): WireResponse {
  noteChange(request);
  const rule = findRule(request, caller, world, 'Rule');
  const given = targetsOf(request);
  const ids = new Set([...rule.targets.keys(), ...given.map(({ id }) => id)]);
  if (ids.size > TARGETS_MAX) {
    throw new AwsFault('LimitExceededException', 400, 'The requested resource exceeds the maximum number allowed.');
  }
  for (const target of given) rule.targets.set(target.id, target);
  return answerAll(request);
}

export function removeTargets(request: WireRequest, caller: IdentifiedCaller, world: World): WireResponse {
  noteChange(request);
  const rule = findRule(request, caller, world, 'Rule');
  const ids = request.params['Ids'];
  for (const id of Array.isArray(ids) ? ids : []) if (typeof id === 'string') rule.targets.delete(id);
  return answerAll(request);
}

export function listTargetsByRule(request: WireRequest, caller: IdentifiedCaller, world: World): WireResponse {
  const rule = findRule(request, caller, world, 'Rule');
  const Targets = [...rule.targets.values()].map(({ id, arn }) => ({ Id: id, Arn: arn }));
  return jsonResponse(request, { Targets });
}

function targetsOf(request: WireRequest): readonly { readonly id: string; readonly arn: string }[] {
  const given = request.params['Targets'];
  const targets = Array.isArray(given) ? given.filter(isObject) : [];
  if (targets.length === 0) throw invalid(request, "Value '[]' at 'targets' failed to satisfy constraint");
  return targets.map(({ Id, Arn }) => {
    if (typeof Id !== 'string' || !/^[.\-_A-Za-z0-9]{1,64}$/.test(Id)) {
      throw invalid(request, "Value at 'targets.1.member.id' failed to satisfy constraint");
    }
    if (typeof Arn !== 'string' || !Arn.startsWith('arn:')) {
      throw new AwsFault(
        'ValidationException',
        400,
        `Parameter ${String(Arn)} is not valid. Reason: Provided Arn is not in correct format.`,
      );
    }
    return { id: Id, arn: Arn };
  });
}

function answerAll(request: WireRequest): WireResponse {
  const { trail } = request.notes;
  if (trail !== undefined) trail.responseElements = { failedEntryCount: 0, failedEntries: [] };
  return jsonResponse(request, { FailedEntryCount: 0, FailedEntries: [] });
}
