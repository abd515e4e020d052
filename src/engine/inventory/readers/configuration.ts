/** Configuration objects of the components, by `kind`: each field becomes a setting under its dotted path. */
import { isYamlMap } from '../../encoding/yaml.ts'
import { fieldsOf, text } from '../fields.ts'
import type { SettingsOrigin } from '../inventory.ts'
import { NO_POD, type Reader } from '../reader.ts'

const ORIGINS: Readonly<Record<string, SettingsOrigin>> = {
  KubeletConfiguration: 'kubelet-config',
  KubeProxyConfiguration: 'kube-proxy-config',
  KubeSchedulerConfiguration: 'scheduler-config',
  KubeAPIServerConfig: 'apiserver-config',
  KubeControllerManagerConfig: 'apiserver-config',
  AuthenticationConfiguration: 'authentication-config',
  AuthorizationConfiguration: 'authorization-config',
  EgressSelectorConfiguration: 'egress-selector-config',
  ClusterConfiguration: 'kubeadm-config',
  InitConfiguration: 'kubeadm-config',
  JoinConfiguration: 'kubeadm-config',
  EncryptionConfiguration: 'encryption-config',
  EncryptionConfig: 'encryption-config',
  AdmissionConfiguration: 'admission-config',
  ImagePolicyWebhook: 'admission-config',
  Policy: 'audit-policy',
}

/** The file a plugin's `path` names has no kind (plugin/pkg/admission/imagepolicy). */
const IMAGE_POLICY = 'ImagePolicyWebhook'

export const configuration: Reader = {
  id: 'configuration',
  read(file, into) {
    let found = false
    for (const document of file.yaml.documents) {
      const { value } = document
      if (!isYamlMap(value)) continue
      const kind = text(value['kind']) ?? (isYamlMap(value['imagePolicy']) ? IMAGE_POLICY : null)
      const origin = kind === null ? undefined : ORIGINS[kind]
      if (kind === null || origin === undefined || (kind === 'Policy' && !(text(value['apiVersion']) ?? '').startsWith('audit.k8s.io/')))
        continue
      const settings = origin === 'audit-policy' ? [] : fieldsOf(file, document, value)
      into.settings.push({
        origin,
        program: kind,
        location: file.at(document.lineOf([])),
        settings,
        ...NO_POD,
      })
      // An inline CA of AuthenticationConfiguration is PEM in a field.
      for (const { name, value: pem, location } of settings)
        if (pem.includes('-----BEGIN CERTIFICATE-----')) into.pemText(pem, { ...location, field: name })
      found = true
    }
    return found
  },
}
