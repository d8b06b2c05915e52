/**
 * Undoes `aws-chunked`, the framing in which SDKs stream S3 bodies: size and signature before each chunk, trailers last.
 */
export function decodeChunkedBody(headers: Readonly<Record<string, string>>, body: Buffer): Buffer {
  if (headers['x-amz-content-sha256']?.startsWith('STREAMING-') !== true) return body;
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', position);
    if (lineEnd === -1) break;
    const size = Number.parseInt(body.toString('latin1', position, lineEnd), 16);
    if (Number.isNaN(size) || size === 0) break;
    chunks.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
    position = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(chunks);
}
