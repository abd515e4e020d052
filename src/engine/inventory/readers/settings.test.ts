import { describe, expect, test } from 'vitest'
import { inventoryOf } from '../../testing/inventory.ts'

const flags = async (path: string, content: string) => {
  const { settings } = await inventoryOf({ [path]: content })
  return settings.map(({ origin, program, settings: found }) => ({
    origin,
    program,
    ...Object.fromEntries(found.map(({ name, value }) => [name, value])),
  }))
}

describe('command lines', () => {
  test('a static pod: command and args, both ways of giving a value, a boolean alone', async () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - command:\n    - kube-apiserver\n    args: ["--etcd-cafile", "/a.crt", "--client-ca-file=/b.crt", --anonymous-auth, --secure-port=6443]\n    volumeMounts:\n    - {mountPath: /a.crt, name: x}\n  volumes:\n  - name: x\n    hostPath: {path: /host/a.crt}\n'
    expect(await flags('m/kube-apiserver.yaml', pod)).toEqual([
      {
        origin: 'static-pod',
        program: 'kube-apiserver',
        '--etcd-cafile': '/a.crt',
        '--client-ca-file': '/b.crt',
        '--anonymous-auth': 'true',
        '--secure-port': '6443',
      },
    ])
    const { settings } = await inventoryOf({ 'x.yaml': pod })
    expect(settings[0]!.mounts).toEqual([{ mountPath: '/a.crt', hostPath: '/host/a.crt', readOnly: false }])
    expect(settings[0]!.settings[1]!.location).toMatchObject({ line: 7 })
  })
  test('a shell line of older kops', async () => {
    const pod =
      'kind: Pod\nspec:\n  containers:\n  - name: kube-apiserver\n    command: [/bin/sh, -c, "mkfifo /tmp/pipe; (tee < /tmp/pipe) & exec /usr/local/bin/kube-apiserver --client-ca-file=/srv/kubernetes/ca.crt --v=2 > /tmp/pipe 2>&1"]\n'
    expect(await flags('kube-apiserver.manifest', pod)).toEqual([
      { origin: 'static-pod', program: 'kube-apiserver', '--client-ca-file': '/srv/kubernetes/ca.crt', '--v': '2' },
    ])
  })
  test('a script over several lines, with variables of the container', async () => {
    const script = [
      '#!/bin/bash',
      'set -euo pipefail',
      'if [ -f /tmp/x ]; then rm /tmp/x; fi # --client-ca-file=/comment.crt',
      'exec watch-termination --log=/dev/null -- hyperkube kube-apiserver --tls-cert-file="${CERTS}/a b.crt" \\',
      '  --advertise-address=$(POD_IP) --client-ca-file ${CERTS}/ca.crt 2>&1 | tee /log',
    ]
    const pod = JSON.stringify({
      kind: 'Pod',
      apiVersion: 'v1',
      spec: {
        nodeName: 'cp1',
        containers: [
          {
            name: 'main',
            command: ['/bin/bash', '-euxc', script.join('\n')],
            env: [
              { name: 'CERTS', value: '/certs' },
              { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
            ],
          },
        ],
      },
    })
    expect(await flags('any.json', pod)).toEqual([
      {
        origin: 'static-pod',
        program: 'kube-apiserver',
        '--tls-cert-file': '/certs/a b.crt',
        '--advertise-address': '$(POD_IP)',
        '--client-ca-file': '/certs/ca.crt',
      },
    ])
  })
  test('a script that hands its own arguments on', async () => {
    const pod = 'kind: Pod\nspec:\n  containers:\n  - command: [sh, -c, \'exec etcd "$@"\', --, --cert-file=/s.crt]\n'
    expect(await flags('etcd.yaml', pod)).toMatchObject([{ program: 'etcd', '--cert-file': '/s.crt' }])
  })
  test('a systemd unit with continued lines', async () => {
    const unit =
      '[Service]\nExecStart=/usr/local/bin/etcd \\\n  --name controller \\\n  --cert-file=/e.crt \\\n  --client-cert-auth\nRestart=on-failure\n'
    expect(await flags('etc/systemd/system/etcd.service', unit)).toEqual([
      { origin: 'systemd-unit', program: 'etcd', '--name': 'controller', '--cert-file': '/e.crt', '--client-cert-auth': 'true' },
    ])
    const { settings } = await inventoryOf({ 'etcd.service': unit })
    expect(settings[0]!.settings.map(({ location }) => location.line)).toEqual([3, 4, 5])
  })
  test('a drop-in names its environment files', async () => {
    const dropIn =
      '[Service]\nEnvironment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"\nEnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env\nExecStart=\nExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_KUBEADM_ARGS\n'
    const { settings } = await inventoryOf({ 'etc/systemd/system/kubelet.service.d/10-kubeadm.conf': dropIn })
    expect(settings[0]).toMatchObject({ program: 'kubelet', includes: [{ value: '/var/lib/kubelet/kubeadm-flags.env' }] })
    expect(settings[0]!.settings.map(({ name, value }) => [name, value])).toEqual([
      ['--bootstrap-kubeconfig', '/etc/kubernetes/bootstrap-kubelet.conf'],
      ['--kubeconfig', '/etc/kubernetes/kubelet.conf'],
    ])
  })
  test('a unit hidden by one of its name, reset by a drop-in, with variables from files of any name', async () => {
    const files = {
      'n1/usr/lib/systemd/system/kube-apiserver.service': '[Service]\nExecStart=/usr/bin/kube-apiserver --client-ca-file=/packaged.crt\n',
      'n1/etc/systemd/system/kube-apiserver.service':
        '[Service]\nEnvironmentFile=-/etc/sysconfig/common\nEnvironmentFile="/opt/site/api.conf"\nExecStart=/usr/bin/kube-apiserver --v=1\n',
      'n1/etc/systemd/system/kube-apiserver.service.d/20-site.conf':
        '[Service]\n# what follows replaces the line above\nExecStart=\nExecStart=-/usr/bin/kube-apiserver $OPTS \\\n  # a comment within\n  --etcd-cafile=${PKI}/etcd.crt \\\n  --eviction=memory<1 --secure-port=6444 $MORE\n',
      'n1/etc/systemd/system/kube-apiserver.service.d/10-early.conf': '[Service]\nEnvironment="MORE=--early" PKI=/early\n',
      'n1/etc/systemd/system/kube-apiserver.service.d/ignored.conf.bak': '[Service]\nExecStart=/usr/bin/kube-apiserver --bak\n',
      'n1/etc/sysconfig/common': "PKI=/site\nOPTS='--client-ca-file=/site/ca.crt --v=2'\nUNUSED=word\n",
      'n1/opt/site/api.conf': 'MORE="--token-auth-file=/t.csv --service-account-issuer=a --service-account-issuer=b"\nSITE_TOKEN=abc\n',
      'n2/etc/sysconfig/common': "OPTS='--client-ca-file=/other.crt'\n",
    }
    const { settings } = await inventoryOf(files)
    const [unit] = settings.filter(({ name }) => name === 'kube-apiserver.service')
    expect(unit!.settings.map(({ name, value, location }) => [name, value, location.file.replace(/^.*\//, ''), location.line])).toEqual([
      ['--client-ca-file', '/site/ca.crt', 'common', 2],
      ['--v', '2', 'common', 2],
      ['--etcd-cafile', '/site/etcd.crt', '20-site.conf', 6],
      ['--eviction', 'memory<1', '20-site.conf', 7],
      ['--secure-port', '6444', '20-site.conf', 7],
      ['--token-auth-file', '/t.csv', 'api.conf', 1],
      ['--service-account-issuer', 'a', 'api.conf', 1],
      ['--service-account-issuer', 'b', 'api.conf', 1],
    ])
    expect(settings.filter(({ origin }) => origin === 'env-file')).toEqual([])
    expect(JSON.stringify(settings)).not.toMatch(/abc|word/)
  })
  test('one environment file for several programs, without a unit', async () => {
    const content =
      'KUBE_API_ARGS="--client-ca-file=/a.crt"\nexport KUBELET_ARGS=--client-ca-file=/k.crt \\\n  --node-ip=192.0.2.1\nKUBE_ETCD_SERVERS="--etcd-servers=https://a:2379"\n'
    expect(await flags('etc/sysconfig/kubernetes', content)).toEqual([
      { origin: 'env-file', program: 'kube-apiserver', '--client-ca-file': '/a.crt' },
      { origin: 'env-file', program: 'kubelet', '--client-ca-file': '/k.crt', '--node-ip': '192.0.2.1' },
    ])
    expect(await flags('etc/kubernetes/apiserver', 'KUBE_ETCD_SERVERS="--etcd-servers=https://a:2379"\n')).toMatchObject([
      { program: 'kube-apiserver' },
    ])
  })
  test('an environment file of flags, and one of variables', async () => {
    expect(await flags('var/lib/kubelet/kubeadm-flags.env', 'KUBELET_KUBEADM_ARGS="--hostname-override=n1 --node-ip=192.0.2.1"\n')).toEqual(
      [{ origin: 'env-file', program: 'kubelet', '--hostname-override': 'n1', '--node-ip': '192.0.2.1' }],
    )
    expect(await flags('etc/etcd.env', '# etcd\nETCD_NAME=etcd1\nETCD_TRUSTED_CA_FILE=/etc/ssl/etcd/ssl/ca.pem\n')).toEqual([
      { origin: 'env-file', program: 'etcd', ETCD_NAME: 'etcd1', ETCD_TRUSTED_CA_FILE: '/etc/ssl/etcd/ssl/ca.pem' },
    ])
  })
  test('an args file of MicroK8s', async () => {
    const args = "# a comment\n--client-ca-file=${SNAP_DATA}/certs/ca.crt\n--service-account-issuer='https://kubernetes.default.svc'\n"
    expect(await flags('var/snap/microk8s/current/args/kube-apiserver', args)).toEqual([
      {
        origin: 'args-file',
        program: 'kube-apiserver',
        '--client-ca-file': '/var/snap/microk8s/current/certs/ca.crt',
        '--service-account-issuer': 'https://kubernetes.default.svc',
      },
    ])
  })
  test('a line of ps', async () => {
    const line =
      'root     14746     1  0 Aug20 ?        17:50:19 /usr/bin/kubelet --kubeconfig=/etc/kubernetes/kubelet.conf --config=/var/lib/kubelet/config.yaml\nroot 1 0 0 Aug20 ? 0:01 /sbin/init\n'
    expect(await flags('ps.txt', line)).toEqual([
      {
        origin: 'process-line',
        program: 'kubelet',
        '--kubeconfig': '/etc/kubernetes/kubelet.conf',
        '--config': '/var/lib/kubelet/config.yaml',
      },
    ])
  })
  test('a list of processes in other forms: aux, systemctl status, cmdline of /proc, unquoted operators, not the search itself', async () => {
    const line =
      'USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\n' +
      'root 812 3.0 1.2 123 456 ? Ssl 10:00 3:21 /usr/bin/kubelet --eviction-hard=imagefs.available<15%,memory.available<100Mi --kubeconfig=/k.conf\n' +
      '             └─1204 /usr/local/bin/etcd -name m1 -cert-file /s.crt\n' +
      'root 99 0.0 0.0 1 1 pts/0 S+ 10:01 0:00 grep --color=auto kube-apiserver --client-ca-file\n'
    expect(await flags('ps-aux.log', line)).toEqual([
      {
        origin: 'process-line',
        program: 'kubelet',
        '--eviction-hard': 'imagefs.available<15%,memory.available<100Mi',
        '--kubeconfig': '/k.conf',
      },
      { origin: 'process-line', program: 'etcd', '--name': 'm1', '--cert-file': '/s.crt' },
    ])
    expect(await flags('proc/1/cmdline', 'kube-scheduler\0--kubeconfig=/etc/kubernetes/scheduler.conf\0')).toMatchObject([
      { program: 'kube-scheduler', '--kubeconfig': '/etc/kubernetes/scheduler.conf' },
    ])
  })
})

describe('configuration', () => {
  test('fields by dotted path, lists repeated, secrets emptied', async () => {
    const { settings } = await inventoryOf({
      'enc.yaml':
        'kind: EncryptionConfiguration\napiVersion: apiserver.config.k8s.io/v1\nresources:\n- resources: [secrets]\n  providers:\n  - aescbc:\n      keys:\n      - name: k1\n        secret: c2VjcmV0IGtleQ==\n  - identity: {}\n',
    })
    expect(JSON.stringify(settings)).not.toContain('c2VjcmV0')
    expect(settings[0]!.settings.map(({ name }) => name)).toContain('resources[0].providers[0].aescbc.keys[0].secret')
  })
  test('OpenShift lists, etcd without a kind', async () => {
    expect(
      (
        await flags(
          'config.yaml',
          'kind: KubeAPIServerConfig\napiServerArguments:\n  etcd-servers:\n  - https://a:2379\n  - https://b:2379\n',
        )
      )[0],
    ).toMatchObject({ origin: 'apiserver-config', 'apiServerArguments.etcd-servers': 'https://b:2379' })
    expect(
      (await flags('config', 'name: n1\nlisten-client-urls: https://127.0.0.1:2379\nclient-transport-security:\n  cert-file: /s.crt\n'))[0],
    ).toMatchObject({ origin: 'etcd-config', 'client-transport-security.cert-file': '/s.crt' })
  })
})
