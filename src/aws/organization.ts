/**
 * The organization's directory: who is a member, in which state, and who must never be touched. Asked before any
 * root session is opened.
 * Never: logs or keeps e-mail addresses; remembers an answer that is likely to change soon (not yet active, unknown).
 */
import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListParentsCommand,
  type Account,
  type OrganizationsClient,
  paginateListTagsForResource,
} from '@aws-sdk/client-organizations';
import { type AccountId, type OrganizationId, parseAccountId, parseOrganizationId } from '../domain/account.ts';
import { type Clock, type Instant, instant } from '../domain/time.ts';
import { asRefusal, kindOf } from './errors.ts';
import { remembering } from './remembering.ts';

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html */
export type AccountState = 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED' | 'UNKNOWN';

export type Member = {
  readonly account: AccountId;
  readonly state: AccountState;
  readonly joined: 'created' | 'invited' | 'unknown';
  readonly joinedAt?: Instant;
};

export type Standing =
  ({ readonly kind: 'member' } & Member) | { readonly kind: 'management' } | { readonly kind: 'not_in_organization' };

export type OrganizationFacts = {
  readonly organizationId: OrganizationId | undefined;
  readonly managementAccountId: AccountId | undefined;
};

/** Every function throws `AwsRefusal`. */
export type OrganizationDirectory = {
  readonly describe: () => Promise<OrganizationFacts>;
  readonly find: (account: AccountId) => Promise<Standing>;
  /** All members, the management account left out, page by page. */
  readonly list: () => AsyncIterable<Member>;
  /** The account's organizational units and root, nearest first. */
  readonly ancestorsOf: (account: AccountId) => Promise<readonly string[]>;
  readonly tagsOf: (account: AccountId) => Promise<Readonly<Record<string, string>>>;
};

export type OrganizationOptions = {
  readonly client: OrganizationsClient;
  readonly clock: Pick<Clock, 'elapsed'>;
  readonly refreshMs: number;
  /** Configured: never touched, whatever Organizations says. */
  readonly managementAccountId?: AccountId | null;
};

export function openOrganization({
  client,
  clock,
  refreshMs,
  managementAccountId,
}: OrganizationOptions): OrganizationDirectory {
  const remember = <Value>(ask: (key: string) => Promise<{ value: Value; lasting: boolean }>) =>
    remembering(ask, { clock, refreshMs });

  const describe = remember(async () => ({ value: await readOrganization(client), lasting: true }));
  const isManagement = async (account: string): Promise<boolean> =>
    account === managementAccountId || account === (await describe('')).managementAccountId;

  const find = remember(async (account): Promise<{ value: Standing; lasting: boolean }> => {
    if (await isManagement(account)) return { value: { kind: 'management' }, lasting: true };
    const value = await readStanding(client, account);
    return { value, lasting: value.kind === 'member' && value.state === 'ACTIVE' };
  });

  return {
    describe: () => describe(''),
    find,
    list: async function* () {
      for await (const member of listMembers(client)) if (!(await isManagement(member.account))) yield member;
    },
    ancestorsOf: remember(async (account) => ({ value: await readAncestors(client, account), lasting: true })),
    // Not remembered: an exemption by tag must work as soon as somebody sets it.
    tagsOf: (account) => readTags(client, account),
  };
}

async function readOrganization(client: OrganizationsClient): Promise<OrganizationFacts> {
  try {
    const { Organization } = await client.send(new DescribeOrganizationCommand({}));
    return {
      organizationId: parseOrganizationId(Organization?.Id),
      managementAccountId: parseAccountId(Organization?.MasterAccountId),
    };
  } catch (error) {
    throw asRefusal(error, 'describe the organization at', 'organizations');
  }
}

async function readStanding(client: OrganizationsClient, account: string): Promise<Standing> {
  try {
    const answer = await client.send(new DescribeAccountCommand({ AccountId: account }));
    const member = answer.Account === undefined ? undefined : memberOf(answer.Account);
    return member === undefined ? { kind: 'not_in_organization' } : { kind: 'member', ...member };
  } catch (error) {
    if (kindOf(error) === 'gone') return { kind: 'not_in_organization' };
    throw asRefusal(error, 'describe account', account);
  }
}

/** A page may be empty and still have a successor (ListAccounts, API reference). */
async function* listMembers(client: OrganizationsClient): AsyncGenerator<Member> {
  let next: string | undefined;
  do {
    const page = await readAccounts(client, next);
    for (const account of page.Accounts ?? []) {
      const member = memberOf(account);
      if (member !== undefined) yield member;
    }
    next = page.NextToken;
  } while (next !== undefined);
}

async function readAccounts(client: OrganizationsClient, next: string | undefined) {
  try {
    return await client.send(new ListAccountsCommand(next === undefined ? {} : { NextToken: next }));
  } catch (error) {
    throw asRefusal(error, 'list the accounts of', 'the organization');
  }
}

/** `Status` retires in favour of `State`; old partitions and emulators may still know only the former. */
function memberOf({ Id, State, Status, JoinedMethod, JoinedTimestamp }: Account): Member | undefined {
  const account = parseAccountId(Id);
  if (account === undefined) return undefined;
  return {
    account,
    state: State ?? Status ?? 'UNKNOWN',
    joined: JoinedMethod === 'CREATED' ? 'created' : JoinedMethod === 'INVITED' ? 'invited' : 'unknown',
    ...(JoinedTimestamp === undefined ? {} : { joinedAt: instant(JoinedTimestamp.getTime()) }),
  };
}

/** AWS nests organizational units at most five deep; the bound is for a directory that answers in circles. */
async function readAncestors(client: OrganizationsClient, account: string): Promise<readonly string[]> {
  const ancestors: string[] = [];
  let child = account;
  while (ancestors.length < 10) {
    const parent = await readParent(client, child);
    if (parent?.Id === undefined) break;
    ancestors.push(parent.Id);
    if (parent.Type === 'ROOT') break;
    child = parent.Id;
  }
  return ancestors;
}

async function readParent(client: OrganizationsClient, child: string) {
  try {
    const { Parents } = await client.send(new ListParentsCommand({ ChildId: child }));
    return Parents?.[0];
  } catch (error) {
    throw asRefusal(error, 'find the organizational unit of', child);
  }
}

async function readTags(client: OrganizationsClient, account: string): Promise<Readonly<Record<string, string>>> {
  const pairs: (readonly [string, string])[] = [];
  try {
    for await (const page of paginateListTagsForResource({ client }, { ResourceId: account }))
      pairs.push(...(page.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value] as const));
  } catch (error) {
    throw asRefusal(error, 'read the tags of account', account);
  }
  return Object.fromEntries(pairs);
}
