/** The second factors of the root user: virtual devices, security keys, hardware tokens. */
import { authorize } from '../../access/authorize.ts';
import { AwsFault } from '../../wire/aws-fault.ts';
import { queryResponse } from '../../wire/respond.ts';
import { members } from '../../wire/xml.ts';
import type { Operation } from '../dispatch.ts';
import { matching } from '../parameters.ts';
import { iso } from './iso.ts';
import { noteChange } from './note-change.ts';
import { pageOf } from './page.ts';
import { accountOf, noSuchEntity, rootSubjectOf, subjectOf } from './subject.ts';

const SERIAL_NUMBER = /^[\w+=/:,.@-]{9,256}$/;

export const listMfaDevices: Operation = (request, caller, world) => {
  const { userName, credentials } = subjectOf(request, caller, world);
  const { items, rest } = pageOf(request, world, credentials.mfaDevices);
  const devices = items.map(({ serialNumber, enabledAt }) => ({
    UserName: userName ?? 'root',
    SerialNumber: serialNumber,
    EnableDate: iso(enabledAt),
  }));
  return queryResponse(request, { MFADevices: members(devices), ...rest });
};

export const deactivateMfaDevice: Operation = (request, caller, world) => {
  const serialNumber = matching(request, 'SerialNumber', SERIAL_NUMBER);
  noteChange(request, { serialNumber });
  const { mfaDevices } = rootSubjectOf(request, caller, world).credentials;
  const index = mfaDevices.findIndex((device) => device.serialNumber === serialNumber);
  if (index === -1) throw noSuchEntity(`MFA device with serial number ${serialNumber} does not exist.`);
  mfaDevices.splice(index, 1);
  return queryResponse(request, null);
};

/** Its resource is the device and not the root user, so the task policies' second statement forbids it. */
export const deleteVirtualMfaDevice: Operation = (request, caller, world) => {
  const serialNumber = matching(request, 'SerialNumber', SERIAL_NUMBER);
  noteChange(request, { serialNumber });
  request.notes.resource = serialNumber;
  const account = accountOf(caller, world);
  authorize(request, caller, world, {
    action: 'iam:DeleteVirtualMFADevice',
    resource: serialNumber,
    resourceAccountId: account.id,
  });
  if (account.root.mfaDevices.some((device) => device.serialNumber === serialNumber)) {
    throw new AwsFault('DeleteConflict', 409, 'MFA VirtualDevice in use. Must deactivate first.');
  }
  throw noSuchEntity(`VirtualMFADevice with serial number ${serialNumber} doesn't exist.`);
};
