/** A fault of ours in drawing: said as ours, with details to copy that hold no byte of the input. */
import { Component, type ReactNode } from 'react'
import { ownFault } from '../../state/controller.ts'
import type { OwnFault } from '../../state/state.ts'
import { FaultReport } from './Failure.tsx'

export class ErrorBoundary extends Component<
  { readonly children: ReactNode; readonly fallbackTitle: string },
  { readonly fault: OwnFault | null }
> {
  override state: { readonly fault: OwnFault | null } = { fault: null }
  static getDerivedStateFromError(error: unknown) {
    return { fault: ownFault(error, null) }
  }
  override render() {
    return this.state.fault === null ? this.props.children : <FaultReport fault={this.state.fault} />
  }
}
