/** The three parts of temporary credentials, as the world keeps them and as STS answers with them. */
import type { XmlNode } from '../../wire/xml.ts';
import type { World } from '../../world/world.ts';

export type TemporaryKeys = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly createdAt: number;
  expiresAt: number;
};

export function newTemporaryKeys(world: World, durationSeconds: number): TemporaryKeys {
  const createdAt = world.clock.now();
  return {
    accessKeyId: world.ids.unique('ASIA'),
    secretAccessKey: world.ids.secret(),
    // AWS says of its tokens that their length must not be relied on.
    sessionToken: `FwoGZXIvYXdz${Array.from({ length: 5 }, () => world.ids.secret()).join('')}`,
    createdAt,
    expiresAt: createdAt + durationSeconds * 1000,
  };
}

export function credentialsElement(keys: TemporaryKeys): XmlNode {
  return {
    AccessKeyId: keys.accessKeyId,
    SecretAccessKey: keys.secretAccessKey,
    SessionToken: keys.sessionToken,
    Expiration: new Date(keys.expiresAt).toISOString().replace(/\.\d{3}Z$/, 'Z'),
  };
}
