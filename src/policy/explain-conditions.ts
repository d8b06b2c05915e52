/**
 * Why a condition lets nobody past: the facts about AWS that a reader of the policy may not have in mind at three in
 * the morning.
 */
import { compileTest, isFalseFor, isFalseWhenAbsent, matchesIn, type Test } from './condition-test.ts';
import { publicIpv4, publicIpv6 } from './domains/addresses.ts';
import { intersect, union } from './domains/intervals.ts';
import { keyModel } from './keys/key-model.ts';
import { principalArn } from './keys/principal-keys.ts';
import { type Subject, type World, worldsOf } from './keys/world.ts';
import type { Statement } from './statement.ts';

const publicAddresses = union([...publicIpv4, ...publicIpv6]);

export function whyNobodyPasses({ conditions }: Statement, version: string, subject: Subject): readonly string[] {
  const worlds = worldsOf(subject, { who: true, way: true, mfa: false }).filter(({ secure }) => secure);
  return conditions.flatMap((condition) => {
    const test = compileTest(condition, version);
    return whyNeverCarried(test, worlds) ?? whyAlwaysTheSame(test, worlds) ?? whyWrongKindOfValue(test) ?? [];
  });
}

function whyNeverCarried(test: Test, worlds: readonly World[]): string | undefined {
  const isNever = worlds.every((world) => keyModel(test.key, world).space.kind === 'absent');
  if (!isNever || test.read === undefined || isFalseWhenAbsent(test)) return undefined;
  const { key, operator } = test.condition;
  return `Requests of the account's own principals never carry \`${key}\` here, and ${operator} is true of a key that is absent.`;
}

function whyAlwaysTheSame(test: Test, worlds: readonly World[]): string | undefined {
  const values = new Set(
    worlds.flatMap((world) => {
      const { space } = keyModel(test.key, world);
      return space.kind === 'choices' && space.absent === undefined ? space.choices.map(({ value }) => value) : '';
    }),
  );
  const [value] = values;
  if (values.size !== 1 || value === undefined || value === '' || test.variables.length > 0) return undefined;
  if (
    isFalseFor(
      test,
      value,
      matchesIn(test, () => undefined),
    ) !== false
  )
    return undefined;
  return `\`${test.condition.key}\` is always \`${value}\` for them.`;
}

function whyWrongKindOfValue(test: Test): string | undefined {
  if (test.read?.operator.negated !== true) return undefined;
  return test.key === principalArn ? whyNoSuchArn(test) : whyNoSuchValue(test);
}

function whyNoSuchArn(test: Test): string | undefined {
  const { values } = test.condition;
  if (values.some((value) => value.includes(':assumed-role/')))
    return "A role session's `aws:PrincipalArn` is the ARN of the role, never the `assumed-role` form.";
  if (values.every((value) => value.endsWith(':root')))
    return 'Only root has an `aws:PrincipalArn` that ends in `:root`.';
  return whyNoSuchValue(test);
}

function whyNoSuchValue({ key, condition: { operator, values }, read, matches }: Test): string | undefined {
  if (read?.operator.comparison === 'exact' && values.some((value) => /[*?]/u.test(value)))
    return `${operator} takes \`*\` and \`?\` as they are: only the Like operators have wildcards.`;
  if (
    key === 'aws:sourceip' &&
    matches?.kind === 'address' &&
    intersect(matches.intervals, publicAddresses).length === 0
  )
    return 'Requests never arrive from a private address, and carry no `aws:SourceIp` through a VPC endpoint.';
  return undefined;
}

/** What statements that are each harmless have in common. */
export function whyTogether(statements: readonly Statement[]): string | undefined {
  const keys = statements.flatMap(({ conditions }) => conditions.map(({ key }) => key.toLowerCase()));
  const isOnEndpoint = keys.some((key) => key === 'aws:sourcevpce' || key === 'aws:sourcevpc');
  if (statements.length < 2 || !keys.includes('aws:sourceip') || !isOnEndpoint) return undefined;
  return 'A request through a VPC endpoint carries no `aws:SourceIp`, and one from the internet carries no `aws:SourceVpce` and no `aws:SourceVpc`.';
}
