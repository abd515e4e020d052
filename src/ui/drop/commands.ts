/** Commands that collect a good archive. Both run on each control-plane node; neither sends anything anywhere. */
const PATHS = `etc/kubernetes var/lib/kubelet/config.yaml \\
  var/lib/kubelet/kubeadm-flags.env var/lib/kubelet/pki \\
  etc/systemd/system/kubelet.service.d etc/hostname`

/** Private key files left out; kubeconfigs and kubelet-client-current.pem still hold theirs. */
export const WITHOUT_KEYS = `sudo tar -czf "$(hostname).tgz" --exclude='*.key' \\
  --ignore-failed-read -C / \\
  ${PATHS}`
/** With key files, so that pairs can be matched. */
export const WITH_KEYS = WITHOUT_KEYS.replace(" --exclude='*.key'", '')
/** Takes private keys and tokens out of the kubeconfigs and the kubelet's PEM first, on a copy. */
export const REDACTED = `d=$(mktemp -d) && sudo tar -C / --exclude='*.key' --ignore-failed-read -cf - \\
  ${PATHS} | tar -xf - -C "$d"
grep -rlE 'client-key-data|token:' "$d" | xargs -r sed -i -E \\
  's/(client-key-data|token|password): .*/\\1: REMOVED/'
find "$d" -name '*.pem' -type f -exec sed -i \\
  '/BEGIN.*PRIVATE KEY/,/END.*PRIVATE KEY/d' {} +
tar -czf "$(hostname).tgz" -C "$d" . && rm -r "$d"`
/** For files only root may read. */
export const SUDO_TAR = 'sudo tar -czf /tmp/kubernetes.tgz -C / etc/kubernetes && sudo chown "$USER" /tmp/kubernetes.tgz'
