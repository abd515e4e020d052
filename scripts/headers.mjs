/**
 * The headers the page is served with, in one place: the start command uses them, and a test holds index.html and the container to them.
 * What each closes is in the README, "What this protects against".
 */

/** @type {Record<string, string>} */
const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  // Workers come from inline blobs alone: those inherit this policy, while a worker with an address of its own would not inherit a <meta> one.
  'worker-src': 'blob:',
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'connect-src': "'none'",
  'form-action': "'none'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'pkiscope-worker',
  // Without it window.open and links could still carry bytes away in an address.
  sandbox: 'allow-scripts allow-same-origin allow-downloads allow-modals',
}

/** A browser ignores these in a <meta> element. */
const HEADER_ONLY = new Set(['frame-ancestors', 'sandbox'])

const write = (policy) =>
  Object.entries(policy)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')

export const CONTENT_SECURITY_POLICY = write(POLICY)

/** The same for a <meta> element; `changes` replaces single directives, as the single file needs. */
export const metaPolicy = (changes = {}) =>
  write(Object.fromEntries(Object.entries({ ...POLICY, ...changes }).filter(([name]) => !HEADER_ONLY.has(name))))

/** All off, but writing to the clipboard, which the browser allows inside a click. */
const FEATURES_OFF = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
]

/** @type {Readonly<Record<string, string>>} */
export const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Permissions-Policy': [...FEATURES_OFF.map((name) => `${name}=()`), 'clipboard-write=(self)'].join(', '),
}
