/** Who asks. An administrator can make roles and users of any name, tags and sessions; unique ids are given out. */
import { freshId, type KeyRow, never, type Setting, who } from './key.ts';
import { anyOrganization, exactly, freshOrganization } from './network-keys.ts';
import { all, any, choice, equal, implies, many, matches, not, oneOf, optional, outsideOf } from './terms.ts';
import { quote, sequence, some, symbol, type Term, text, times } from './terms.ts';

export const principalArn = 'aws:principalarn';

export const principalKeys: Readonly<Record<string, KeyRow>> = {
  [principalArn]: (value, _, setting) => ({
    ...{ sort: 'text', carried: 'true', ordinary: 'true' },
    possible: any(kinds.map((kind) => all([who[kind], matches(value, arnOf(kind, setting))]))),
  }),
  'aws:principaltype': (value) =>
    exactly(value, `(ite ${who.role} "AssumedRole" (ite ${who.user} "User" "FederatedUser"))`),
  'aws:principalaccount': (value, _, { account }) => exactly(value, quote(account)),
  'aws:principalorgid': (value, _, question) => organization(value, question),
  'aws:principalorgpaths': (value, _, question) => organizationPath(value, question),
  'aws:username': (value, _, question) => ({
    ...{
      sort: 'text',
      carried: who.user,
      ordinary: 'true',
      needs: [principalArn],
      declares: [`(declare-const ${path} String)`],
    },
    possible: all([
      matches(value, name),
      matches(path, anyPath),
      equal(symbol(principalArn), `(str.++ ${quote(prefixOf('user', question))} ${path} ${value})`),
    ]),
  }),
  'aws:userid': userId,
  'aws:principaltag/': (value) => ({
    ...{ sort: 'text', carried: undefined, possible: matches(value, many(tagCharacter)), ordinary: 'true' },
  }),
  'aws:principalisawsservice': (value) => exactly(value, '"false"'),
  'aws:principalservicename': never,
  'aws:principalservicenameslist': never,
  'aws:assumedroot': never,
  'aws:sourceidentity': (_, carried) => ({
    ...{ sort: 'text', carried: undefined, possible: implies(carried, who.role), ordinary: 'true' },
  }),
  'aws:multifactorauthpresent': (value, carried) => ({
    ...{ sort: 'text', carried: undefined, ordinary: 'true' },
    possible: implies(carried, choiceOf(value)),
  }),
  'aws:multifactorauthage': (value, carried) => ({
    ...{ sort: 'number', carried: undefined, ordinary: 'true', needs: [withMfa] },
    possible: all([
      equal(carried, all([symbol(`${withMfa}?`), equal(symbol(withMfa), '"true"')])),
      `(<= 0 ${value} 129600)`,
    ]),
  }),
  'aws:tokenissuetime': tokenTime,
};

const withMfa = 'aws:multifactorauthpresent';
const choiceOf = (value: Term): Term =>
  any([all([equal(value, '"true"'), not(who.federatedUser)]), equal(value, '"false"')]);

type Kind = keyof typeof who;
const kinds: readonly Kind[] = ['role', 'user', 'federatedUser'];

const visible = oneOf('!~');
const name = some(oneOf('az', 'AZ', '09', '_', '=', '@', '+.'));
const anyPath = many(sequence(some(oneOf('!.', '0~')), text('/')));
const tagCharacter = oneOf('az', 'AZ', '09', ' ', '_', '.', ':', '/', '=', '+', '-', '@', '\u00c0\u024f');
const path = '|path|';

function prefixOf(kind: Kind, { account, resource, partition }: Setting): string {
  const own = partition ?? /^arn:(aws[a-z-]*):/u.exec(resource)?.[1] ?? 'aws';
  if (kind === 'federatedUser') return `arn:${own}:sts::${account}:federated-user/`;
  return `arn:${own}:iam::${account}:${kind}/`;
}

function arnOf(kind: Kind, setting: Setting): Term {
  const prefix = text(prefixOf(kind, setting));
  if (kind === 'federatedUser') return sequence(prefix, name);
  const arn = sequence(prefix, anyPath, name);
  if (kind === 'user' || !setting.isOrdinary) return arn;
  return choice(`(re.inter ${arn} ${outsideOf(reservedRole(setting))})`, permissionSetRole(setting));
}

/** Made by services and by IAM Identity Center, not by the account's administrators. */
const reservedRole = (setting: Setting): Term =>
  sequence(text(`${prefixOf('role', setting)}aws-`), choice(text('reserved/'), text('service-role/')), 're.all');

/** Provisioning a permission set makes such a role. */
const permissionSetRole = (setting: Setting): Term =>
  sequence(
    text(`${prefixOf('role', setting)}aws-reserved/sso.amazonaws.com/`),
    optional(sequence(some(oneOf('az', '09', '-')), text('/'))),
    ...[text('AWSReservedSSO_'), name, text('_'), times(16, oneOf('09', 'af'))],
  );

/** Whether an account whose organization is not told is in one at all is a fact outside of its power. */
function organization(value: Term, { organizationId, isOrdinary }: Setting): ReturnType<KeyRow> {
  if (organizationId !== undefined) return exactly(value, quote(organizationId));
  return {
    ...{ sort: 'text', carried: isOrdinary ? 'true' : undefined, possible: matches(value, anyOrganization) },
    ordinary: equal(value, quote(freshOrganization)),
  };
}

function organizationPath(value: Term, { organizationId, isOrdinary }: Setting): ReturnType<KeyRow> {
  const id = organizationId === undefined ? anyOrganization : text(organizationId);
  const below = sequence(text('/r-'), some(oneOf('az', '09', '-')), text('/'), many(visible));
  const fresh = freshId.toLowerCase();
  return {
    ...{ sort: 'text', carried: organizationId === undefined && !isOrdinary ? undefined : 'true' },
    possible: matches(value, sequence(id, below)),
    ordinary: equal(value, quote(`${organizationId ?? freshOrganization}/r-${fresh}/ou-${fresh}/`)),
  };
}

/** `AIDA…`, `AROA…:session`, `account:name`. A session's name is the caller's choice. */
function userId(value: Term, _: Term, question: Setting): ReturnType<KeyRow> {
  const id = some(oneOf('AZ', '09'));
  const ownName = equal(
    `(str.++ ${quote(prefixOf('federatedUser', question))} (str.substr ${value} 13 (str.len ${value})))`,
    symbol(principalArn),
  );
  return {
    ...{ sort: 'text', carried: 'true', needs: [principalArn] },
    possible: all([
      implies(who.user, matches(value, sequence(text('AIDA'), id))),
      implies(who.role, matches(value, sequence(text('AROA'), id, text(':'), name))),
      implies(who.federatedUser, all([matches(value, sequence(text(`${question.account}:`), name)), ownName])),
    ]),
    ordinary: all([
      implies(who.user, equal(value, quote(`AIDA${freshId}`))),
      implies(who.role, matches(value, sequence(text(`AROA${freshId}:`), name))),
    ]),
  };
}

/** Temporary credentials only: new ones can always be had, older ones than a session lives only if the moment is not told. */
function tokenTime(value: Term, carried: Term, { now }: Setting): ReturnType<KeyRow> {
  const seconds = now === undefined ? undefined : Math.floor(now / 1000);
  return {
    ...{ sort: 'moment', carried: undefined },
    possible: all([
      implies(not(who.user), carried),
      seconds === undefined ? `(<= 0 ${value})` : `(<= ${seconds - 129_600} ${value})`,
    ]),
    ordinary: seconds === undefined ? equal(value, '6942000000') : `(<= ${value} ${seconds})`,
  };
}
