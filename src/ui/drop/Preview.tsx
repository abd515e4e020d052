/** What comes out, before anything went in: the diagram in miniature with one call broken. */
import { useMemo } from 'react'
import { BOX_HEIGHT, BOX_WIDTH, CALL_SLOTS, type CallSlot } from '../../report/diagram/geometry.ts'
import { miniScene } from '../../report/diagram/mini.ts'
import type { DrawnState } from '../../report/diagram/drawn-state.ts'
import type { DrawnCall } from '../../report/diagram/model.ts'
import type { AuthorityHue, Palette } from '../../report/diagram/palette.ts'
import { ShapesSvg } from '../graph/ShapesSvg.tsx'

type Half = readonly [AuthorityHue, DrawnState]
const K: Half = ['K', 'trusted']
const E: Half = ['E', 'trusted']
const UNKNOWN: Half = ['neutral', 'unproven']
const PICTURE: Readonly<Record<CallSlot, readonly [DrawnState, Half, Half]>> = {
  '1': ['trusted', E, E],
  '2': ['trusted', E, E],
  '3': ['broken', ['twin', 'broken'], E],
  '4': ['trusted', ['neutral', 'token'], K],
  '5': ['trusted', K, K],
  '6': ['trusted', K, K],
  '7': ['unproven', UNKNOWN, ['K', 'unproven']],
  '8': ['soon', ['K', 'soon'], K],
  '9': ['trusted', K, K],
  '10': ['unproven', UNKNOWN, UNKNOWN],
  '11': ['trusted', K, ['neutral', 'unverified']],
  '12': ['trusted', ['S', 'trusted'], ['S', 'trusted']],
  'front-proxy': ['unproven', ['F', 'trusted'], UNKNOWN],
}
export function Preview({ palette, caption }: { readonly palette: Palette; readonly caption: string }) {
  const shapes = useMemo(() => {
    const calls = {} as Record<CallSlot, DrawnCall>
    for (const slot of CALL_SLOTS) {
      const [state, [clientHue, clientState], [serverHue, serverState]] = PICTURE[slot]
      calls[slot] = {
        slot,
        state,
        clientState,
        serverState,
        clientCap: { letter: '', hue: clientHue, key: null },
        serverCap: { letter: '', hue: serverHue, key: null },
        calls: [],
        broken: 0,
        brokenCallers: 0,
        soon: 0,
        days: null,
        note: null,
      }
    }
    return miniScene({ calls }, palette)
  }, [palette])
  return (
    <figure className="preview">
      <figcaption className="third">{caption}</figcaption>
      <ShapesSvg shapes={shapes} box={[0, 0, BOX_WIDTH, BOX_HEIGHT]} />
    </figure>
  )
}
