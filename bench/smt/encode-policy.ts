/**
 * The question "does anybody get past every Deny?" as a script in SMT-LIB 2: satisfiable when somebody does. Shares
 * nothing with the analyser but the question.
 */
import type { Setting } from './key.ts';
import { type Ask, openKeys } from './asked-keys.ts';
import { isFalse } from './encode-condition.ts';
import { isNotAmong, isSpared } from './encode-principal.ts';
import { outside } from './outside.ts';
import { readStatements, type Statement } from './read-statements.ts';
import { all, any, type Term } from './terms.ts';

const repairActions = {
  s3: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
  sqs: ['sqs:SetQueueAttributes', 'sqs:RemovePermission'],
} as const;

export function encodePolicy(setting: Setting): Term {
  const { ask, script } = openKeys(setting);
  const denials = readStatements(setting.policyText).filter(({ effect }) => effect === 'Deny');
  const arn = arnOf(setting);
  const getsThrough = any(
    repairActions[setting.service].map((action) =>
      all(denials.filter((denial) => isAbout(denial, action, arn)).map((denial) => isEscaped(denial, setting, ask))),
    ),
  );
  return `${script()}\n(assert ${getsThrough})\n`;
}

function isEscaped({ principal, conditions }: Statement, { account, isOrdinary }: Setting, ask: Ask): Term {
  const isNotMeant = (principal.isNegated ? isSpared : isNotAmong)(principal.entries, { account, ask, isOrdinary });
  return any([isNotMeant, ...conditions.map((condition) => isFalse(condition, ask))]);
}

/** Action and resource of the question are given, so whether a statement is about them is no question for a solver. */
function isAbout({ action, resource }: Statement, asked: string, arn: string): boolean {
  const isAction = action.patterns.some((pattern) => isMatch(pattern, asked, 'iu'));
  const isResource = resource.patterns.some((pattern) => isMatch(pattern, arn, 'u'));
  return isAction !== action.isNegated && isResource !== resource.isNegated;
}

function isMatch(pattern: string, text: string, flags: string): boolean {
  const escaped = pattern.replaceAll(/[$()+.[\\\]^{|}]/gu, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, flags).test(text);
}

function arnOf({ service, account, resource, region, partition = 'aws' }: Setting): string {
  if (resource.startsWith('arn:')) return resource;
  if (service === 's3') return `arn:${partition}:s3:::${resource}`;
  return `arn:${partition}:sqs:${region ?? outside('a queue whose Region is not told')}:${account}:${resource}`;
}
