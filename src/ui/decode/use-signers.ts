/** Every certificate of the drop whose key really signed this one: verified here, where no call has asked for it. */
import { useEffect, useState } from 'react'
import type { CertificateId } from '../../engine/x509/certificate.ts'
import { usePage, useReady } from '../context.tsx'

/** Certificates of one name that are tried: a drop may hold thousands that only say they are the issuer. */
const MOST = 200

/** In: those the calls know already. Out: null while it is being verified. */
export function useSigners(id: CertificateId, known: readonly CertificateId[]): readonly CertificateId[] | null {
  const { audit } = useReady()
  const { controller } = usePage()
  const { certificates } = audit.inventory
  const [found, setFound] = useState<{ readonly of: CertificateId; readonly are: readonly CertificateId[] } | null>(null)
  useEffect(() => {
    const child = certificates[id]
    if (!child || known.length > 0 || child.der.length === 0) return
    let gone = false
    const look = async () => {
      const { verifySignature } = await import('./inspect-chunk.ts')
      const named = certificates.filter((c) => c.subject.der === child.issuer.der).slice(0, MOST)
      const answers = await Promise.all(named.map((c) => verifySignature(child, c.publicKey)))
      if (!gone) setFound({ of: id, are: named.flatMap((c, i) => (answers[i] === 'valid' ? [c.id] : [])) })
    }
    look().catch((error: unknown) => {
      if (!gone) controller.fail(error)
    })
    return () => {
      gone = true
    }
  }, [certificates, id, known, controller])
  if (known.length > 0) return known
  if (certificates[id]?.der.length === 0) return []
  return found?.of === id ? found.are : null
}
