// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import HTTPWire
internal import Model

/// What one endpoint is asked about the accounts of the register.
struct AccountInquiries: Sendable {
    let asksTrustFile: Bool
    /// `acct:mfa@mfa.example`, in the register's order.
    let resources: [String]
    /// Whether its host is a handle of atproto.
    let asksIdentifier: Bool
    /// Pages of accounts that lie on it, as the register has them.
    let profiles: [String]

    static let none = AccountInquiries()

    private init() {
        asksTrustFile = false
        resources = []
        asksIdentifier = false
        profiles = []
    }

    /// - Parameter accounts: the register.
    init(_ endpoint: Endpoint, _ accounts: [Account]) {
        let root = WebURL(root: endpoint)
        let own = accounts.filter { account in WebURL(account.profile)?.origin == root.origin }
        asksTrustFile = endpoint.role == .statementHost || accounts.contains { $0.endpoint == endpoint.id }
        // A host of handles may send whoever asks on to the server of the accounts.
        let named = accounts.filter { account in
            guard let (_, host) = account.webFinger else { return false }
            return endpoint.serves(host) || own.contains(account)
        }
        var seen: Set<String> = []
        resources = named.compactMap(\.webFinger?.resource).filter { seen.insert($0).inserted }
        asksIdentifier = accounts.contains { $0.handleHost.map(endpoint.serves) ?? false }
        profiles = own.map(\.profile)
    }

    var questions: [Question] {
        (asksTrustFile ? [Question(TrustFile.self)] : [])
            + resources.map { Question(WebFingerAnswer.self, $0) }
            + (asksIdentifier ? [Question(HandleIdentifier.self)] : [])
            + profiles.map { Question(AccountPage.self, $0) }
    }
}
