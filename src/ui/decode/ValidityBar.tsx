/** How much of a validity has passed at the moment judged. The sentence above it says the same. */
export function ValidityBar({ from, to, at }: { readonly from: number; readonly to: number; readonly at: number }) {
  const passed = to <= from ? 100 : Math.max(0, Math.min(100, ((at - from) / (to - from)) * 100))
  return (
    <svg className={at > to ? 'validity-bar past' : 'validity-bar'} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="4" className="whole" />
      <rect width={passed} height="4" className="passed" />
    </svg>
  )
}
