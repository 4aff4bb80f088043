// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// A time-stamping authority made of `openssl ts`, with a root of its own.
package struct TimestampAuthority {
    private static let program = "/usr/bin/openssl"

    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    package let folder: URL
    /// The certificate of its root.
    package var root: URL { folder.appending(path: "root.pem") }

    /// - Parameter usage: what its certificate is for, as OpenSSL writes extended key usages.
    package init(in folder: URL, usage: String = "critical,timeStamping") throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Self.configuration(usage).write(
            to: folder.appending(path: "tsa.cnf"),
            atomically: true,
            encoding: .utf8
        )
        try "01\n".write(to: folder.appending(path: "serial"), atomically: true, encoding: .utf8)
        let made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "tsa.cnf"]
        try run(
            ["req", "-x509"] + made
                + ["-extensions", "root", "-keyout", "root.key", "-out", "root.pem", "-days", "30"]
        )
        try run(["req", "-new"] + made + ["-keyout", "tsa.key", "-out", "tsa.csr"])
        try run(
            [
                "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial",
                "-extfile", "tsa.cnf", "-extensions", "tsa_extensions", "-out", "tsa.pem", "-days", "20",
            ]
        )
    }

    /// Answers a query.
    package func reply(to query: Data) throws -> Data {
        let name = UUID().uuidString
        let (asked, answered) = (folder.appending(path: name), folder.appending(path: "\(name).tsr"))
        try query.write(to: asked)
        try run(["ts", "-reply", "-config", "tsa.cnf", "-queryfile", asked.path, "-out", answered.path])
        return try Data(contentsOf: answered)
    }

    private func run(_ arguments: [String]) throws {
        let (status, _) = try ChildProcess.output(of: Self.program, arguments, in: folder)
        guard status == 0 else {
            throw Failure(description: "openssl \(arguments.joined(separator: " ")): \(status)")
        }
    }

    private static func configuration(_ usage: String) -> String {
        """
        [req]
        distinguished_name = name
        prompt = no
        [name]
        CN = Test Time Stamps
        [root]
        basicConstraints = critical,CA:TRUE
        keyUsage = critical,keyCertSign
        [tsa_extensions]
        basicConstraints = critical,CA:FALSE
        keyUsage = critical,digitalSignature
        extendedKeyUsage = \(usage)
        [tsa]
        default_tsa = test
        [test]
        serial = serial
        signer_cert = tsa.pem
        certs = root.pem
        signer_key = tsa.key
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256, sha512
        accuracy = secs:1
        ess_cert_id_alg = sha256

        """
    }
}
