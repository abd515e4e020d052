/** In forced colours the canvas asks the system for its own: state is then told by glyph, word and dash alone. */
import { LIGHT, type Palette } from '../report/diagram/palette.ts'

function resolve(name: string): string {
  const probe = document.createElement('i')
  probe.style.color = name
  document.body.append(probe)
  const [r = 0, g = 0, b = 0] = (getComputedStyle(probe).color.match(/\d+/g) ?? []).map(Number)
  probe.remove()
  return `#${[r, g, b].map((x) => x.toString(16).padStart(2, '0')).join('')}`
}
export function systemPalette(): Palette {
  const ink = resolve('CanvasText')
  const ground = resolve('Canvas')
  const mark = resolve('Highlight')
  const grey = resolve('GrayText')
  return {
    ...LIGHT,
    canvas: ground,
    surface: ground,
    node: ground,
    group: ground,
    groupLine: grey,
    line2: ink,
    ink,
    ink2: ink,
    ink3: ink,
    broken: ground,
    onBroken: ink,
    brokenInk: ink,
    brokenTint: ground,
    brokenRing: ink,
    soonInk: ink,
    soonTint: ground,
    soonLine: ink,
    selection: mark,
    selectionTint: mark,
    authority: { K: ink, E: ink, F: ink, S: ink, twin: ink, neutral: ink },
    onAuthority: ground,
    lighten: 0.5,
  }
}
