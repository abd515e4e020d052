// The breakages of the fact sheet's section 6, each rebuilt from its description alone.
import { CERTIFICATES } from './certificates.mjs'
import { IDENTITIES } from './identities.mjs'
import { KUBELET } from './kubelet.mjs'
import { REST } from './rest.mjs'
import { TOKENS } from './tokens.mjs'
import { TRUST } from './trust.mjs'

export const BREAKAGES = [...TRUST, ...KUBELET, ...TOKENS, ...CERTIFICATES, ...IDENTITIES, ...REST]
