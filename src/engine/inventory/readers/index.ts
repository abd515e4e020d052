/** All readers, asked in this order; several may take something from one file (a List of Pods and Secrets). */
import type { Reader } from '../reader.ts'
import { argsFile } from './args-file.ts'
import { configuration } from './configuration.ts'
import { der } from './der.ts'
import { envFile } from './env-file.ts'
import { etcdConfig } from './etcd-config.ts'
import { hostname } from './hostname.ts'
import { kubeObject } from './kube-object.ts'
import { kubeconfig } from './kubeconfig.ts'
import { machineConfig } from './machine-config.ts'
import { pem } from './pem.ts'
import { pod } from './pod.ts'
import { processLine } from './process-line.ts'
import { systemdUnit } from './systemd-unit.ts'
import { tokenFile } from './token-file.ts'

/** Readers of structured documents. */
export const STRUCTURED: readonly Reader[] = [kubeconfig, pod, configuration, kubeObject, etcdConfig, machineConfig]
/** Readers of everything else: the first that understands a file has it. */
export const PLAIN: readonly Reader[] = [der, pem, hostname, tokenFile, systemdUnit, argsFile, envFile, processLine]
