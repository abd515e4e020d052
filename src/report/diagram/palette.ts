/** The colours of the diagram. CSS repeats the surface tokens in `ui/theme.css`; a test holds the two together. */

export type AuthorityHue = 'K' | 'E' | 'F' | 'S' | 'twin' | 'neutral'
export interface Palette {
  readonly canvas: string
  readonly surface: string
  /** Fill of a node: raised in dark. */
  readonly node: string
  readonly group: string
  readonly groupLine: string
  readonly line2: string
  readonly ink: string
  readonly ink2: string
  readonly ink3: string
  readonly broken: string
  readonly onBroken: string
  readonly brokenInk: string
  readonly brokenTint: string
  readonly brokenRing: string
  readonly soonInk: string
  readonly soonTint: string
  readonly soonLine: string
  readonly selection: string
  readonly selectionTint: string
  readonly authority: Readonly<Record<AuthorityHue, string>>
  readonly onAuthority: string
  /** How far everything unrelated is mixed towards the canvas. */
  readonly lighten: number
}

export const LIGHT: Palette = {
  canvas: '#f7f8fa',
  surface: '#ffffff',
  node: '#ffffff',
  group: '#eff2f6',
  groupLine: '#dde2e9',
  line2: '#c9d0d9',
  ink: '#111827',
  ink2: '#465063',
  ink3: '#5f6a7b',
  broken: '#c4162f',
  onBroken: '#ffffff',
  brokenInk: '#b3122a',
  brokenTint: '#fdecee',
  brokenRing: '#f3b6be',
  soonInk: '#8a5300',
  soonTint: '#fff1cf',
  soonLine: '#e3b968',
  selection: '#1f5fd6',
  selectionTint: '#cfe0ff',
  authority: { K: '#001e6b', E: '#a64b11', F: '#00806c', S: '#8316d9', twin: '#a050a0', neutral: '#6b7686' },
  onAuthority: '#ffffff',
  lighten: 0.66,
}
export const DARK: Palette = {
  canvas: '#0e1218',
  surface: '#151b24',
  node: '#1a212c',
  group: '#131922',
  groupLine: '#252e3b',
  line2: '#3b4757',
  ink: '#eef2f8',
  ink2: '#b4bfce',
  ink3: '#93a0b2',
  broken: '#d92c45',
  onBroken: '#ffffff',
  brokenInk: '#ff8f9b',
  brokenTint: '#3a141c',
  brokenRing: '#8c2c3a',
  soonInk: '#ffcf7a',
  soonTint: '#3a2a0c',
  soonLine: '#7c5a1b',
  selection: '#6ea3ff',
  selectionTint: '#1c3358',
  authority: { K: '#4f83ff', E: '#dc8e18', F: '#2ff5ac', S: '#e4adff', twin: '#f52da0', neutral: '#8b98aa' },
  onAuthority: '#0e1218',
  lighten: 0.52,
}
const channel = (hex: string, i: number): number => Number.parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16)
/** `colour` moved by `share` (0 to 1) towards `ground`: mixing keeps lines from shining through, which opacity does not. In and out: `#rrggbb`. */
export function mix(colour: string, ground: string, share: number): string {
  const part = (i: number) => Math.round(channel(colour, i) * (1 - share) + channel(ground, i) * share)
  return `#${[0, 1, 2].map((i) => part(i).toString(16).padStart(2, '0')).join('')}`
}
