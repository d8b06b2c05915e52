/**
 * The long-term credentials an account's root user may have, and what rootkeeper is there to remove.
 * Read and changed by the simulated IAM; shown by the control endpoint. Times are epoch milliseconds.
 */
export type RootAccessKey = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  status: 'Active' | 'Inactive';
  readonly createdAt: number;
  lastUsed: { readonly at: number; readonly service: string; readonly region: string } | null;
};

type SigningCertificate = {
  readonly certificateId: string;
  readonly body: string;
  readonly status: 'Active' | 'Inactive';
  readonly uploadedAt: number;
};

/** `serialNumber` is the ARN of a virtual or FIDO device, or a hardware serial. */
type MfaDevice = { readonly serialNumber: string; readonly enabledAt: number };

/**
 * `password`: what IAM calls the login profile. CreateLoginProfile makes one that nobody knows: it lets "Forgot password"
 * work for the root e-mail address. Null: the root user can neither sign in nor recover.
 */
export type RootCredentials = {
  password: { createdAt: number; lastUsedAt: number | null } | null;
  readonly accessKeys: RootAccessKey[];
  readonly signingCertificates: SigningCertificate[];
  readonly mfaDevices: MfaDevice[];
};

export function noRootCredentials(): RootCredentials {
  return { password: null, accessKeys: [], signingCertificates: [], mfaDevices: [] };
}
