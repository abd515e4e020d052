/** A drop through the worker. */
import type { Dropped, Open } from '../state/controller.ts'

export const openInWorker: Open = (files: readonly Dropped[]) => Promise.reject(new Error(String(files.length)))
