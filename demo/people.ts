/**
 * The people of the organization, played through the official SDK: the platform team in the management account, and
 * whoever works in a member account, by the role that AWS Organizations puts there. Nothing here knows rootkeeper.
 */
import {
  CreateAccountCommand,
  DescribeCreateAccountStatusCommand,
  InviteAccountToOrganizationCommand,
  ListAccountsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { setTimeout as delay } from 'node:timers/promises';

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

export type People = ReturnType<typeof openPeople>;

export function openPeople(environment: Readonly<Record<string, string>>) {
  const endpoint = environment['AWS_ENDPOINT_URL'] ?? '';
  const platformTeam: Keys = {
    accessKeyId: environment['SIMULATED_ADMINISTRATOR_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: environment['SIMULATED_ADMINISTRATOR_SECRET_ACCESS_KEY'] ?? '',
  };
  const client = { endpoint, region: 'us-east-1', credentials: platformTeam };
  const organizations = new OrganizationsClient(client);
  const sts = new STSClient(client);

  const assume = async (account: string, who: string): Promise<Keys> => {
    const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: who }));
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
  };

  return {
    /** A person in a member account, with administrator rights there. */
    inAccount: async (account: string, who: string, region: string) => {
      const common = { endpoint, region, credentials: await assume(account, who), maxAttempts: 1 };
      return { s3: new S3Client({ ...common, forcePathStyle: true }), sqs: new SQSClient(common) };
    },
    activeAccounts: async () => {
      const { Accounts = [] } = await organizations.send(new ListAccountsCommand({}));
      return Accounts.filter(({ State }) => State === 'ACTIVE').map(({ Id = '', Name = '' }) => ({ Id, Name }));
    },
    createAccount: async (name: string) => await createAccount(organizations, name),
    /** The invited account's own people accept, which only the simulator's control endpoint can play. */
    invite: async (email: string) => {
      const target = { Type: 'EMAIL', Id: email } as const;
      const { Handshake } = await organizations.send(new InviteAccountToOrganizationCommand({ Target: target }));
      return Handshake?.Id ?? '';
    },
  };
}

async function createAccount(organizations: OrganizationsClient, name: string): Promise<string> {
  const request = { AccountName: name, Email: `aws+${name}@example.com` };
  const { CreateAccountStatus: started } = await organizations.send(new CreateAccountCommand(request));
  for (;;) {
    const asked = { CreateAccountRequestId: started?.Id };
    const { CreateAccountStatus: now } = await organizations.send(new DescribeCreateAccountStatusCommand(asked));
    if (now?.State === 'SUCCEEDED') return now.AccountId ?? '';
    if (now?.State === 'FAILED')
      throw new Error(`the account was not created: ${now.FailureReason ?? 'no reason given'}`);
    await delay(100);
  }
}
