// SPDX-License-Identifier: Apache-2.0
import Facts

extension NamedAttack {
    /// The name that people know it by; documents for machines have the raw value.
    var title: String {
        switch self {
        case .heartbleed: "Heartbleed"
        case .ccsInjection: "CCS injection"
        case .ticketbleed: "Ticketbleed"
        case .robot: "ROBOT"
        case .insecureRenegotiation: "insecure renegotiation"
        case .clientRenegotiation: "client renegotiation"
        case .crime: "CRIME"
        case .breach: "BREACH"
        case .poodleSSL: "POODLE (SSL 3.0)"
        case .poodleTLS: "POODLE (TLS)"
        case .fallbackSCSV: "forced downgrade"
        case .sweet32: "Sweet32"
        case .freak: "FREAK"
        case .drown: "DROWN"
        case .logjam: "Logjam"
        case .beast: "BEAST"
        case .lucky13: "Lucky 13"
        case .rc4: "RC4 biases"
        case .raccoon: "Raccoon"
        case .alpaca: "ALPACA"
        case .opossum: "Opossum"
        case .starttlsInjection: "STARTTLS injection"
        }
    }
}
