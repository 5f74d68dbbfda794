/** What the instructions name. */
export interface TrustedCertificate {
  /** Absolute path of the certificate authority, quoted for a shell. */
  readonly caFile: string
  /** Absolute path at which Java's truststore may be put, quoted likewise. */
  readonly truststore: string
  /** SHA-1 of the certificate in plain hexadecimal digits, by which the stores of systems know it. */
  readonly sha1: string
}

interface Instruction {
  readonly name: string
  readonly lines: (certificate: TrustedCertificate) => readonly string[]
}

/** How one program is made to trust the authority; nothing else on the machine does then. */
const programs: readonly Instruction[] = [
  { name: 'Node.js', lines: ({ caFile }) => [`export NODE_EXTRA_CA_CERTS=${caFile}`] },
  { name: 'Python', lines: ({ caFile }) => [`export REQUESTS_CA_BUNDLE=${caFile} SSL_CERT_FILE=${caFile}`] },
  { name: 'Go', lines: ({ caFile }) => [`export SSL_CERT_FILE=${caFile}`] },
  {
    name: 'Java',
    lines: ({ caFile, truststore }) => [
      `keytool -importcert -noprompt -alias graphverse -file ${caFile} -keystore ${truststore} -storetype PKCS12 -storepass changeit`,
      `java -Djavax.net.ssl.trustStore=${truststore} -Djavax.net.ssl.trustStorePassword=changeit …`,
    ],
  },
  {
    name: '.NET',
    lines: ({ caFile }) => [
      `export SSL_CERT_FILE=${caFile}   (Linux)`,
      'elsewhere in code: SslClientAuthenticationOptions.CertificateChainPolicy with CustomTrustStore and',
      'X509ChainTrustMode.CustomRootTrust',
    ],
  },
  { name: 'curl', lines: ({ caFile }) => [`curl --cacert ${caFile} …`] },
]

/** How a whole system is made to trust the authority, and how that is taken back. */
const systems: readonly Instruction[] = [
  {
    name: 'Debian, Ubuntu',
    lines: ({ caFile }) => [
      `sudo cp ${caFile} /usr/local/share/ca-certificates/graphverse.crt && sudo update-ca-certificates`,
      'undo: sudo rm /usr/local/share/ca-certificates/graphverse.crt && sudo update-ca-certificates --fresh',
    ],
  },
  {
    name: 'Fedora, RHEL',
    lines: ({ caFile }) => [`sudo trust anchor ${caFile}`, `undo: sudo trust anchor --remove ${caFile}`],
  },
  {
    name: 'macOS',
    lines: ({ caFile, sha1 }) => [
      `security add-trusted-cert -r trustRoot -p ssl -k ~/Library/Keychains/login.keychain-db ${caFile}`,
      `undo: security delete-certificate -t -Z ${sha1} ~/Library/Keychains/login.keychain-db`,
    ],
  },
  {
    name: 'Windows',
    lines: ({ caFile, sha1 }) => [
      `certutil -user -addstore Root ${caFile}`,
      `undo: certutil -user -delstore Root ${sha1}`,
    ],
  },
]

/** How to trust a certificate authority: program by program, and as a last resort for a whole system. */
export function trustInstructions(certificate: TrustedCertificate): string {
  return [
    'Trust it for one program:',
    table(programs, certificate),
    '',
    '"graphverse env" prints such variables for a shell, with the proxy and the tenant.',
    '',
    'As a last resort, trust it in every program of this user or machine, and undo that afterwards:',
    table(systems, certificate),
  ].join('\n')
}

const NAME_WIDTH = 16

function table(instructions: readonly Instruction[], certificate: TrustedCertificate): string {
  return instructions
    .flatMap(({ name, lines }) =>
      lines(certificate).map((line, index) => `  ${(index === 0 ? name : '').padEnd(NAME_WIDTH)}${line}`),
    )
    .join('\n')
}
