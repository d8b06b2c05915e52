/** X.509 signing certificates: an old way to sign requests, and still a root credential. */
import { queryResponse } from '../../wire/respond.ts';
import { members } from '../../wire/xml.ts';
import type { Operation } from '../dispatch.ts';
import { matching } from '../parameters.ts';
import { iso } from './iso.ts';
import { noteChange } from './note-change.ts';
import { pageOf } from './page.ts';
import { noSuchEntity, rootSubjectOf, subjectOf } from './subject.ts';

export const listSigningCertificates: Operation = (request, caller, world) => {
  const { userName, credentials } = subjectOf(request, caller, world);
  const { items, rest } = pageOf(request, world, credentials.signingCertificates);
  const certificates = items.map(({ certificateId, body, status, uploadedAt }) => ({
    UserName: userName ?? 'root',
    CertificateId: certificateId,
    CertificateBody: body,
    Status: status,
    UploadDate: iso(uploadedAt),
  }));
  return queryResponse(request, { Certificates: members(certificates), ...rest });
};

export const deleteSigningCertificate: Operation = (request, caller, world) => {
  const certificateId = matching(request, 'CertificateId', /^\w{16,128}$/);
  noteChange(request, { certificateId });
  const { signingCertificates } = rootSubjectOf(request, caller, world).credentials;
  const index = signingCertificates.findIndex((certificate) => certificate.certificateId === certificateId);
  if (index === -1) throw noSuchEntity(`The Certificate with id ${certificateId} cannot be found.`);
  signingCertificates.splice(index, 1);
  return queryResponse(request, null);
};
