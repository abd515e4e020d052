/** Bytes of an object as text to copy or as a file to save. */
export function pem(type: 'CERTIFICATE' | 'CERTIFICATE REQUEST' | 'X509 CRL' | 'PKCS7' | 'PUBLIC KEY', der: Uint8Array): string {
  let text = ''
  for (const byte of der) text += String.fromCharCode(byte)
  return `-----BEGIN ${type}-----\n${btoa(text).replace(/(.{64})(?=.)/g, '$1\n')}\n-----END ${type}-----\n`
}
