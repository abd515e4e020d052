/** Whether two ranges hold the same octets. */
export function sameOctets(one: Uint8Array, oneStart: number, oneEnd: number, two: Uint8Array, start: number, end: number): boolean {
  if (end - start !== oneEnd - oneStart) return false
  for (let i = start, o = oneStart; i < end; i++, o++) if (two[i] !== one[o]) return false
  return true
}
